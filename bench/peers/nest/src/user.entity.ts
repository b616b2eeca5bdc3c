import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export enum Role {
  USER = 'USER',
  MODERATOR = 'MODERATOR',
  ADMIN = 'ADMIN',
}
registerEnumType(Role, { name: 'Role' });

@ObjectType()
@Entity('users')
export class User {
  @PrimaryColumn('uuid')
  id: string;

  @Field()
  @Column('text')
  username: string;

  @Field()
  @Column('text')
  name: string;

  @Field()
  @Column('text')
  bio: string;

  @Field(() => Role)
  @Column('text')
  role: Role;

  @Field()
  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Field(() => Int)
  @Column('integer', { name: 'post_count' })
  postCount: number;
}
