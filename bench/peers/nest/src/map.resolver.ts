import { Args, Field, Float, InputType, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { cellOf } from '../../shared/statements.mjs';
import { MapPoint } from './map-point.entity.js';
import { Post } from './post.entity.js';

@InputType()
class MapBoundsInput {
  @Field(() => Float)
  south: number;

  @Field(() => Float)
  west: number;

  @Field(() => Float)
  north: number;

  @Field(() => Float)
  east: number;
}

@ObjectType()
class MapPin {
  @Field(() => Float)
  latitude: number;

  @Field(() => Float)
  longitude: number;

  @Field(() => Int)
  count: number;

  postId: string;
}

@Resolver(() => MapPin)
export class MapResolver {
  constructor(
    @InjectRepository(MapPoint) private readonly points: Repository<MapPoint>,
    @InjectRepository(Post) private readonly posts: Repository<Post>,
  ) {}

  @Query(() => [MapPin])
  mapPins(
    @Args('bounds') { south, west, north, east }: MapBoundsInput,
    @Args('zoom', { type: () => Int }) zoom: number,
  ): Promise<MapPin[]> {
    return this.points
      .createQueryBuilder('point')
      .select('avg(point.latitude)', 'latitude')
      .addSelect('avg(point.longitude)', 'longitude')
      .addSelect('count(*)::int', 'count')
      .addSelect('min(point.post_id::text)', 'postId')
      .where('point.latitude between :south and :north', { south, north })
      .andWhere('point.longitude between :west and :east', { west, east })
      .groupBy('floor(point.longitude / :cell::float8), floor(point.latitude / :cell::float8)')
      .setParameter('cell', cellOf(zoom))
      .orderBy('count(*)', 'DESC')
      .addOrderBy('min(point.post_id::text)')
      .limit(400)
      .getRawMany<MapPin>();
  }

  @ResolveField(() => Post, { nullable: true })
  post(@Parent() { count, postId }: MapPin): Promise<Post | null> | null {
    return count === 1 ? this.posts.findOneBy({ id: postId }) : null;
  }
}
