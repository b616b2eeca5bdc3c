import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, Public, type Viewer } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import { unauthenticated } from '../../platform/errors/index.js';
import { type GraphqlContext, NodeRegistry, PublicData, toGlobalId } from '../../platform/graphql/index.js';
import { PageAddresses } from '../../platform/page-addresses.js';
import type { UserRecord } from './user.record.js';
import { UpdateProfileInput, UpdateProfilePayload, UserType, ViewerType } from './user.type.js';
import { UsersLoaders } from './users.loaders.js';
import { UsersService } from './users.service.js';

@Resolver(() => UserType)
export class UsersResolver {
  private readonly addresses: PageAddresses;

  constructor(
    private readonly users: UsersService,
    loaders: UsersLoaders,
    nodes: NodeRegistry,
    config: Config,
  ) {
    this.addresses = new PageAddresses(config.appOrigin);
    nodes.register('user', 'User', (uuid, context) => loaders.byId(context, uuid));
  }

  @Public()
  @PublicData()
  @Query(() => UserType, {
    nullable: true,
    description: 'The user with this username, or `null` if there is none.',
  })
  user(
    @Args('username', { type: () => String, description: 'The username. Case-insensitive; a leading `@` is ignored.' })
    username: string,
  ): Promise<UserRecord | undefined> {
    return this.users.findByUsername(username);
  }

  @Mutation(() => UpdateProfilePayload, {
    nullable: true,
    description: 'Updates the viewer’s display name and biography.',
  })
  async updateProfile(@CurrentViewer() viewer: Viewer, @Args('input') input: UpdateProfileInput) {
    return { user: await this.users.updateProfile(viewer, input) };
  }

  @ResolveField('id', () => ID)
  globalId(user: UserRecord): string {
    return toGlobalId('user', user.id);
  }

  @ResolveField('url', () => String, { description: 'The URL of the profile page.' })
  urlOfUser({ username }: UserRecord): string {
    return this.addresses.user(username);
  }
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(
    private readonly users: UsersService,
    private readonly loaders: UsersLoaders,
  ) {}

  @Public()
  @Query(() => ViewerType, {
    nullable: true,
    description: 'The signed-in user who makes the request, or `null` for a guest.',
  })
  viewer(@CurrentViewer() viewer: Viewer | undefined): ViewerType | null {
    return viewer ? ViewerType.of(viewer) : null;
  }

  @ResolveField('user', () => UserType, { description: 'The public account of the viewer.' })
  async userOfViewer({ userId }: ViewerType, _args: object, context: GraphqlContext): Promise<UserRecord> {
    return (await this.loaders.byId(context, userId)) ?? gone();
  }

  @ResolveField('isSuspended', () => Boolean, {
    description:
      'Whether the account is suspended. A suspended user can read, end sessions and change the password; other mutations that require a signed-in viewer fail with `FORBIDDEN`.',
  })
  isViewerSuspended(_viewer: ViewerType, _args: object, { viewer }: GraphqlContext): boolean {
    return viewer?.suspended ?? false;
  }

  @ResolveField('email', () => String, { description: 'The email address. Visible only to the viewer.' })
  async emailOfViewer({ userId }: ViewerType): Promise<string> {
    return (await this.users.findEmail(userId)) ?? gone();
  }
}

function gone(): never {
  throw unauthenticated('This account no longer exists.');
}
