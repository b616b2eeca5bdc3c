import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';

@ObjectType()
@Entity('tags')
export class Tag {
  @PrimaryColumn('uuid')
  id: string;

  @Field()
  @Column('text')
  slug: string;

  @Field()
  @Column('text')
  name: string;

  @Field(() => Int)
  @Column('integer', { name: 'post_count' })
  postCount: number;
}

@Entity('post_tags')
export class PostTag {
  @PrimaryColumn('uuid', { name: 'post_id' })
  postId: string;

  @PrimaryColumn('uuid', { name: 'tag_id' })
  tagId: string;

  @Column('smallint')
  position: number;

  @Column('text', { nullable: true })
  name: string | null;

  @Column({ type: 'timestamptz', name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @ManyToOne(() => Tag)
  @JoinColumn({ name: 'tag_id' })
  tag: Relation<Tag>;
}
