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
      'Where public stories happened, those that lie close together at this zoom as one: at most 400, the fullest first. Places are no finer than their writers allow. Costs 40.',
  })
  mapPins(@Args() args: MapPinArgs, @Context() context: GraphqlContext) {
    return this.places.pins(args, context.lifetime?.cancellation);
  }

  @Public()
  @PublicData()
  @Query(() => PlaceSummary, {
    description:
      'How many public stories have a place, and in how many countries they happened: by everybody, up to a minute old, or by one writer.',
  })
  placeSummary(
    @Args('authorUsername', { type: () => String, nullable: true, description: 'Only stories by this writer.' })
    authorUsername: string | null | undefined,
    @Context() context: GraphqlContext,
  ) {
    return this.places.summary(authorUsername, context.lifetime?.cancellation);
  }

  @Public()
  @Query(() => [PlaceSuggestion], {
    description:
      'Towns by the beginning of any of their names, in any language: those called exactly so first, then the largest. For coordinates, the towns nearby, nearest first.',
  })
  placeSuggestions(@Args() args: PlaceSuggestionArgs, @Context() context: GraphqlContext) {
    return this.places.suggestions(args, context.lifetime?.cancellation);
  }

  @ResolveField('post', () => PostType, { nullable: true, description: 'The story, where it is one.' })
  postOfPin({ postId }: PinRecord, _args: object, context: GraphqlContext) {
    return postId === null ? null : this.posts.byId(context, postId);
  }
}
