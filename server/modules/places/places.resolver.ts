import { Args, Context, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { AtMost, type GraphqlContext, PublicData } from '../../platform/graphql/index.js';
import { PostsLoaders, PostType } from '../posts/index.js';
import { MapPin, MapPinArgs, PlaceSuggestion, PlaceSuggestionArgs, PlaceSummary } from './place.type.js';
import { MOST_PINS, type PinRecord, PlacesService, PRICE_OF_PINS } from './places.service.js';

@Resolver(() => MapPin)
export class PlacesResolver {
  constructor(
    private readonly places: PlacesService,
    private readonly posts: PostsLoaders,
  ) {}

  @Public()
  @PublicData()
  @AtMost(MOST_PINS, PRICE_OF_PINS)
  @Query(() => [MapPin], {
    description:
      'The published stories in an area of the map, grouped into at most 400 pins, those with the most stories first. Places are as precise as their authors allow. Costs 40 points.',
  })
  mapPins(@Args() args: MapPinArgs, @Context() context: GraphqlContext) {
    return this.places.pins(args, context.lifetime?.cancellation);
  }

  @Public()
  @PublicData()
  @Query(() => PlaceSummary, {
    description:
      'The number of published stories with a place and the number of their countries, of all authors or of one. The numbers for all authors may be up to 60 seconds old.',
  })
  placeSummary(
    @Args('authorUsername', {
      type: () => String,
      nullable: true,
      description: 'Includes only stories by the author with this username.',
    })
    authorUsername: string | null | undefined,
    @Context() context: GraphqlContext,
  ) {
    return this.places.summary(authorUsername, context.lifetime?.cancellation);
  }

  @Public()
  @Query(() => [PlaceSuggestion], {
    description:
      'The towns that match a name or the beginning of a name in any language, exact matches first, then the largest towns. For coordinates, the towns nearby, nearest first.',
  })
  placeSuggestions(@Args() args: PlaceSuggestionArgs, @Context() context: GraphqlContext) {
    return this.places.suggestions(args, context.lifetime?.cancellation);
  }

  @ResolveField('post', () => PostType, { nullable: true, description: 'The story, or `null` if there are several.' })
  postOfPin({ postId }: PinRecord, _args: object, context: GraphqlContext) {
    return postId === null ? null : this.posts.byId(context, postId);
  }
}
