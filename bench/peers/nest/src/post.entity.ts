import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from './user.entity.js';

export enum PostStatus {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
}
registerEnumType(PostStatus, { name: 'PostStatus' });

@ObjectType()
@Entity('posts')
export class Post {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'author_id' })
  author: Relation<User>;

  @Field()
  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  slug: string | null;

  @Field()
  @Column('text')
  body: string;

  @Field()
  @Column('text', { name: 'body_html' })
  bodyHtml: string;

  @Field()
  @Column('text')
  excerpt: string;

  @Field(() => Int)
  @Column('integer', { name: 'reading_minutes' })
  readingMinutes: number;

  @Field(() => PostStatus)
  @Column('text', { default: PostStatus.DRAFT })
  status: PostStatus;

  @Field(() => Int)
  @Column('integer', { default: 1 })
  version: number;

  @Field(() => Int)
  @Column('integer', { name: 'like_count' })
  likeCount: number;

  @Field(() => Int)
  @Column('integer', { name: 'comment_count' })
  commentCount: number;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Field()
  @CreateDateColumn({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Field()
  @CreateDateColumn({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt: Date;
}
