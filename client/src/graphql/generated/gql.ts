/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n    mutation DeleteOne {\n      deletePost(input: { id: \"post_1\" }) {\n        deletedId\n      }\n    }\n  ": typeof types.DeleteOneDocument,
    "\n  query Around {\n    tags(first: 12) {\n      edges {\n        node {\n          id\n          ...TagLinks_tag\n        }\n      }\n    }\n  }\n": typeof types.AroundDocument,
    "\n  fragment BookmarkButton_post on Post {\n    id\n    title\n    viewerHasBookmarked\n  }\n": typeof types.BookmarkButton_PostFragmentDoc,
    "\n  mutation SetBookmark($input: SetBookmarkInput!) {\n    setBookmark(input: $input) {\n      post {\n        id\n        viewerHasBookmarked\n      }\n    }\n  }\n": typeof types.SetBookmarkDocument,
    "\n  fragment Comment_comment on Comment {\n    id\n    body\n    bodyHtml\n    createdAt\n    editedAt\n    deletedAt\n    removedReason\n    author {\n      id\n      username\n      name\n    }\n    viewerCanEdit\n    viewerCanDelete\n  }\n": typeof types.Comment_CommentFragmentDoc,
    "\n  fragment Thread_comment on Comment {\n    id\n    ...Comment_comment\n    replies(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          ...Comment_comment\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.Thread_CommentFragmentDoc,
    "\n  query StoryComments($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            ...Thread_comment\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.StoryCommentsDocument,
    "\n  query LinkedComment($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n        }\n        parent {\n          id\n          ...Thread_comment\n        }\n        ...Thread_comment\n      }\n    }\n  }\n": typeof types.LinkedCommentDocument,
    "\n  query MoreReplies($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n          commentCount\n        }\n        replies(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              ...Comment_comment\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.MoreRepliesDocument,
    "\n  query LastComments($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Post {\n        comments(first: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n      ... on Comment {\n        replies(last: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.LastCommentsDocument,
    "\n  query NewestComments($slug: String!, $first: Int!) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first) {\n        nodes {\n          id\n          replies(last: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.NewestCommentsDocument,
    "\n  subscription CommentAdded($postId: ID!) {\n    commentAdded(postId: $postId) {\n      id\n      author {\n        id\n      }\n      parent {\n        id\n      }\n    }\n  }\n": typeof types.CommentAddedDocument,
    "\n  mutation AddComment($input: AddCommentInput!) {\n    addComment(input: $input) {\n      commentEdge {\n        cursor\n        node {\n          id\n          parent {\n            id\n          }\n          ...Thread_comment\n        }\n      }\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n": typeof types.AddCommentDocument,
    "\n  mutation EditComment($input: EditCommentInput!) {\n    editComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n      }\n    }\n  }\n": typeof types.EditCommentDocument,
    "\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      deletedId\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n": typeof types.DeleteCommentDocument,
    "\n  mutation RestoreComment($input: RestoreCommentInput!) {\n    restoreComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n        post {\n          id\n          commentCount\n        }\n      }\n    }\n  }\n": typeof types.RestoreCommentDocument,
    "\n  query CommentLeft($id: ID!, $threadId: ID!, $postId: ID!) {\n    comment: node(id: $id) {\n      id\n      ... on Comment {\n        body\n      }\n      ...Comment_comment\n    }\n    thread: node(id: $threadId) {\n      id\n      ...Comment_comment\n    }\n    post: node(id: $postId) {\n      id\n      ... on Post {\n        commentCount\n      }\n    }\n  }\n": typeof types.CommentLeftDocument,
    "\n  query FindTags($query: String!, $first: Int!) {\n    search(query: $query, type: TAG, first: $first) {\n      nodes {\n        __typename\n        ... on Tag {\n          id\n          name\n          postCount\n        }\n      }\n    }\n  }\n": typeof types.FindTagsDocument,
    "\n  fragment EditedStory on Post {\n    id\n    slug\n    title\n    body\n    status\n    removedReason\n    version\n    updatedAt\n    tags {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n": typeof types.EditedStoryFragmentDoc,
    "\n  mutation CreateStory($input: CreatePostInput!) {\n    createPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n": typeof types.CreateStoryDocument,
    "\n  mutation UpdateStory($input: UpdatePostInput!) {\n    updatePost(input: $input) {\n      post {\n        ...EditedStory\n        excerpt\n        bodyHtml\n        readingMinutes\n      }\n    }\n  }\n": typeof types.UpdateStoryDocument,
    "\n  mutation PublishStory($input: PublishPostInput!) {\n    publishPost(input: $input) {\n      post {\n        ...EditedStory\n        publishedAt\n      }\n    }\n  }\n": typeof types.PublishStoryDocument,
    "\n  mutation UnpublishStory($input: UnpublishPostInput!) {\n    unpublishPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n": typeof types.UnpublishStoryDocument,
    "\n  query StoryById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...EditedStory\n    }\n  }\n": typeof types.StoryByIdDocument,
    "\n  fragment FollowButton_user on User {\n    id\n    name\n    viewerIsFollowing\n  }\n": typeof types.FollowButton_UserFragmentDoc,
    "\n  fragment PersonRow_user on User {\n    id\n    username\n    name\n    bio\n    ...FollowButton_user\n  }\n": typeof types.PersonRow_UserFragmentDoc,
    "\n  query SuggestedWriters {\n    viewer {\n      suggestedWriters(first: 3) {\n        id\n        ...PersonRow_user\n      }\n    }\n  }\n": typeof types.SuggestedWritersDocument,
    "\n  mutation SetFollow($input: SetFollowInput!) {\n    setFollow(input: $input) {\n      user {\n        id\n        followerCount\n        viewerIsFollowing\n      }\n    }\n  }\n": typeof types.SetFollowDocument,
    "\n  fragment LikeButton_post on Post {\n    id\n    title\n    likeCount\n    viewerHasLiked\n  }\n": typeof types.LikeButton_PostFragmentDoc,
    "\n  mutation SetLike($input: SetLikeInput!) {\n    setLike(input: $input) {\n      post {\n        id\n        likeCount\n        viewerHasLiked\n      }\n    }\n  }\n": typeof types.SetLikeDocument,
    "\n  query UnreadCount {\n    viewer {\n      unreadNotificationCount\n    }\n  }\n": typeof types.UnreadCountDocument,
    "\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n    }\n  }\n": typeof types.NotificationReceivedDocument,
    "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unreadNotificationCount\n    }\n  }\n": typeof types.MarkNotificationsReadDocument,
    "\n  fragment MapStory_post on Post {\n    id\n    slug\n    title\n    readingMinutes\n    author {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n": typeof types.MapStory_PostFragmentDoc,
    "\n  query PlacesMap($author: String) {\n    mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2, authorUsername: $author) {\n      latitude\n      longitude\n      count\n    }\n    placeSummary(authorUsername: $author) {\n      postCount\n      countryCount\n    }\n  }\n": typeof types.PlacesMapDocument,
    "\n  fragment Place_place on Place {\n    name\n    countryCode\n    latitude\n    longitude\n    precision\n  }\n": typeof types.Place_PlaceFragmentDoc,
    "\n  query PlaceSuggestions($query: String!) {\n    placeSuggestions(query: $query, first: 6) {\n      id\n      name\n      region\n      countryCode\n      latitude\n      longitude\n    }\n  }\n": typeof types.PlaceSuggestionsDocument,
    "\n  fragment SearchHit_edge on SearchResultEdge {\n    node {\n      __typename\n      ... on Post {\n        id\n        slug\n        title\n        author {\n          id\n          name\n        }\n      }\n      ... on User {\n        id\n        username\n        name\n      }\n      ... on Tag {\n        id\n        slug\n        name\n        postCount\n      }\n    }\n    highlights {\n      text\n      isMatch\n    }\n  }\n": typeof types.SearchHit_EdgeFragmentDoc,
    "\n  query Search($query: String!, $first: Int!, $after: String) {\n    search(query: $query, first: $first, after: $after) {\n      edges {\n        cursor\n        ...SearchHit_edge\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.SearchDocument,
    "\n  query WhoAmI {\n    viewer {\n      email\n    }\n  }\n": typeof types.WhoAmIDocument,
    "\n  fragment SessionViewer on Viewer {\n    email\n    isSuspended\n    user {\n      id\n      username\n      name\n      role\n    }\n  }\n": typeof types.SessionViewerFragmentDoc,
    "\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n": typeof types.LoginDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation Logout($input: LogoutInput) {\n    logout(input: $input) {\n      endedSessions\n    }\n  }\n": typeof types.LogoutDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n        sessions {\n          ...SessionList_session\n        }\n      }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  fragment ProfileForm_viewer on Viewer {\n    email\n    user {\n      id\n      name\n      bio\n    }\n  }\n": typeof types.ProfileForm_ViewerFragmentDoc,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      user {\n        id\n        name\n        bio\n      }\n    }\n  }\n": typeof types.UpdateProfileDocument,
    "\n  fragment SessionList_session on Session {\n    id\n    userAgent\n    ipAddress\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": typeof types.SessionList_SessionFragmentDoc,
    "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedId\n    }\n  }\n": typeof types.RevokeSessionDocument,
    "\n  fragment AuthorCard_user on User {\n    id\n    username\n    name\n    bio\n    postCount\n    followerCount\n    ...FollowButton_user\n  }\n": typeof types.AuthorCard_UserFragmentDoc,
    "\n  query WhatGoes($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Post {\n        id\n        commentCount\n        likeCount\n      }\n    }\n  }\n": typeof types.WhatGoesDocument,
    "\n  fragment OwnStory_post on Post {\n    id\n    title\n    removedReason\n    viewerCanEdit\n    viewerCanDelete\n    author {\n      id\n      username\n      name\n    }\n  }\n": typeof types.OwnStory_PostFragmentDoc,
    "\n  mutation RestoreStory($input: RestorePostInput!) {\n    restorePost(input: $input) {\n      post {\n        id\n        slug\n      }\n    }\n  }\n": typeof types.RestoreStoryDocument,
    "\n  fragment Pager_post on Post {\n    id\n    author {\n      id\n      name\n    }\n    previousByAuthor {\n      id\n      slug\n      title\n    }\n    nextByAuthor {\n      id\n      slug\n      title\n    }\n  }\n": typeof types.Pager_PostFragmentDoc,
    "\n  fragment StoryActions_post on Post {\n    id\n    title\n    commentCount\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n": typeof types.StoryActions_PostFragmentDoc,
    "\n  fragment StoryCard_post on Post {\n    id\n    slug\n    title\n    excerpt\n    readingMinutes\n    publishedAt\n    commentCount\n    author {\n      id\n      username\n      name\n    }\n    tags {\n      ...TagLinks_tag\n    }\n    place {\n      ...Place_place\n    }\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n": typeof types.StoryCard_PostFragmentDoc,
    "\n  mutation DeleteStory($input: DeletePostInput!) {\n    deletePost(input: $input) {\n      deletedId\n    }\n  }\n": typeof types.DeleteStoryDocument,
    "\n  fragment TagLinks_tag on Tag {\n    id\n    slug\n    name\n  }\n": typeof types.TagLinks_TagFragmentDoc,
    "\n  query Titles {\n    posts {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": typeof types.TitlesDocument,
    "\n  mutation Delete {\n    deletePost(input: { id: \"post_1\" }) {\n      deletedId\n    }\n  }\n": typeof types.DeleteDocument,
    "\n  subscription Told {\n    postPublished {\n      id\n    }\n  }\n": typeof types.ToldDocument,
    "\n  query BookmarksPage($first: Int!, $after: String) {\n    viewer {\n      bookmarks(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            viewerHasBookmarked\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.BookmarksPageDocument,
    "\n  query DraftsPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        username\n      }\n      drafts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            title\n            excerpt\n            removedReason\n            updatedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.DraftsPageDocument,
    "\n  query FollowingPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        followingCount\n      }\n      feed(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.FollowingPageDocument,
    "\n  query LatestPage($first: Int!, $after: String) {\n    posts(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...StoryCard_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.LatestPageDocument,
    "\n  query MapPins($bounds: MapBoundsInput!, $zoom: Int!) {\n    mapPins(bounds: $bounds, zoom: $zoom) {\n      latitude\n      longitude\n      count\n      post {\n        id\n        ...MapStory_post\n      }\n    }\n  }\n": typeof types.MapPinsDocument,
    "\n  query MapStories($bounds: MapBoundsInput!, $first: Int!, $after: String) {\n    posts(filter: { bounds: $bounds }, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MapStory_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MapStoriesDocument,
    "\n  query NotificationsPage($first: Int, $after: String, $last: Int, $before: String) {\n    viewer {\n      notifications(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            kind\n            reason\n            readAt\n            createdAt\n            actor {\n              id\n              username\n              name\n            }\n            post {\n              id\n              slug\n              title\n            }\n            comment {\n              id\n              bodyHtml\n            }\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.NotificationsPageDocument,
    "\n  query FollowersPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      followers(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.FollowersPageDocument,
    "\n  query FollowedPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      following(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.FollowedPageDocument,
    "\n  query ProfilePage($username: String!, $first: Int!, $after: String) {\n    tagsByAuthor(username: $username) {\n      id\n      ...TagLinks_tag\n    }\n    user(username: $username) {\n      id\n      username\n      name\n      bio\n      createdAt\n      postCount\n      followerCount\n      followingCount\n      ...FollowButton_user\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            publishedAt\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.ProfilePageDocument,
    "\n  query SettingsPage {\n    viewer {\n      ...ProfileForm_viewer\n      sessions {\n        ...SessionList_session\n      }\n    }\n  }\n": typeof types.SettingsPageDocument,
    "\n  query StoryPage($slug: String!) {\n    post(slug: $slug) {\n      id\n      slug\n      title\n      excerpt\n      bodyHtml\n      status\n      readingMinutes\n      publishedAt\n      updatedAt\n      viewerCanEdit\n      viewerCanDelete\n      author {\n        id\n        username\n        name\n        ...AuthorCard_user\n        ...FollowButton_user\n      }\n      tags {\n        ...TagLinks_tag\n      }\n      place {\n        ...Place_place\n      }\n      ...OwnStory_post\n      ...Pager_post\n      ...StoryActions_post\n    }\n  }\n": typeof types.StoryPageDocument,
    "\n  query TagPage($slug: String!, $first: Int!, $after: String) {\n    tag(slug: $slug) {\n      id\n      slug\n      name\n      postCount\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.TagPageDocument,
    "\n  query WritePage($id: ID!, $exists: Boolean!) {\n    viewer {\n      user {\n        id\n        username\n        name\n      }\n    }\n    node(id: $id) @include(if: $exists) {\n      __typename\n      ...EditedStory\n      ... on Post {\n        viewerCanEdit\n      }\n    }\n  }\n": typeof types.WritePageDocument,
};
const documents: Documents = {
    "\n    mutation DeleteOne {\n      deletePost(input: { id: \"post_1\" }) {\n        deletedId\n      }\n    }\n  ": types.DeleteOneDocument,
    "\n  query Around {\n    tags(first: 12) {\n      edges {\n        node {\n          id\n          ...TagLinks_tag\n        }\n      }\n    }\n  }\n": types.AroundDocument,
    "\n  fragment BookmarkButton_post on Post {\n    id\n    title\n    viewerHasBookmarked\n  }\n": types.BookmarkButton_PostFragmentDoc,
    "\n  mutation SetBookmark($input: SetBookmarkInput!) {\n    setBookmark(input: $input) {\n      post {\n        id\n        viewerHasBookmarked\n      }\n    }\n  }\n": types.SetBookmarkDocument,
    "\n  fragment Comment_comment on Comment {\n    id\n    body\n    bodyHtml\n    createdAt\n    editedAt\n    deletedAt\n    removedReason\n    author {\n      id\n      username\n      name\n    }\n    viewerCanEdit\n    viewerCanDelete\n  }\n": types.Comment_CommentFragmentDoc,
    "\n  fragment Thread_comment on Comment {\n    id\n    ...Comment_comment\n    replies(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          ...Comment_comment\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.Thread_CommentFragmentDoc,
    "\n  query StoryComments($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            ...Thread_comment\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.StoryCommentsDocument,
    "\n  query LinkedComment($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n        }\n        parent {\n          id\n          ...Thread_comment\n        }\n        ...Thread_comment\n      }\n    }\n  }\n": types.LinkedCommentDocument,
    "\n  query MoreReplies($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n          commentCount\n        }\n        replies(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              ...Comment_comment\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.MoreRepliesDocument,
    "\n  query LastComments($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Post {\n        comments(first: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n      ... on Comment {\n        replies(last: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.LastCommentsDocument,
    "\n  query NewestComments($slug: String!, $first: Int!) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first) {\n        nodes {\n          id\n          replies(last: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.NewestCommentsDocument,
    "\n  subscription CommentAdded($postId: ID!) {\n    commentAdded(postId: $postId) {\n      id\n      author {\n        id\n      }\n      parent {\n        id\n      }\n    }\n  }\n": types.CommentAddedDocument,
    "\n  mutation AddComment($input: AddCommentInput!) {\n    addComment(input: $input) {\n      commentEdge {\n        cursor\n        node {\n          id\n          parent {\n            id\n          }\n          ...Thread_comment\n        }\n      }\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n": types.AddCommentDocument,
    "\n  mutation EditComment($input: EditCommentInput!) {\n    editComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n      }\n    }\n  }\n": types.EditCommentDocument,
    "\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      deletedId\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n": types.DeleteCommentDocument,
    "\n  mutation RestoreComment($input: RestoreCommentInput!) {\n    restoreComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n        post {\n          id\n          commentCount\n        }\n      }\n    }\n  }\n": types.RestoreCommentDocument,
    "\n  query CommentLeft($id: ID!, $threadId: ID!, $postId: ID!) {\n    comment: node(id: $id) {\n      id\n      ... on Comment {\n        body\n      }\n      ...Comment_comment\n    }\n    thread: node(id: $threadId) {\n      id\n      ...Comment_comment\n    }\n    post: node(id: $postId) {\n      id\n      ... on Post {\n        commentCount\n      }\n    }\n  }\n": types.CommentLeftDocument,
    "\n  query FindTags($query: String!, $first: Int!) {\n    search(query: $query, type: TAG, first: $first) {\n      nodes {\n        __typename\n        ... on Tag {\n          id\n          name\n          postCount\n        }\n      }\n    }\n  }\n": types.FindTagsDocument,
    "\n  fragment EditedStory on Post {\n    id\n    slug\n    title\n    body\n    status\n    removedReason\n    version\n    updatedAt\n    tags {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n": types.EditedStoryFragmentDoc,
    "\n  mutation CreateStory($input: CreatePostInput!) {\n    createPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n": types.CreateStoryDocument,
    "\n  mutation UpdateStory($input: UpdatePostInput!) {\n    updatePost(input: $input) {\n      post {\n        ...EditedStory\n        excerpt\n        bodyHtml\n        readingMinutes\n      }\n    }\n  }\n": types.UpdateStoryDocument,
    "\n  mutation PublishStory($input: PublishPostInput!) {\n    publishPost(input: $input) {\n      post {\n        ...EditedStory\n        publishedAt\n      }\n    }\n  }\n": types.PublishStoryDocument,
    "\n  mutation UnpublishStory($input: UnpublishPostInput!) {\n    unpublishPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n": types.UnpublishStoryDocument,
    "\n  query StoryById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...EditedStory\n    }\n  }\n": types.StoryByIdDocument,
    "\n  fragment FollowButton_user on User {\n    id\n    name\n    viewerIsFollowing\n  }\n": types.FollowButton_UserFragmentDoc,
    "\n  fragment PersonRow_user on User {\n    id\n    username\n    name\n    bio\n    ...FollowButton_user\n  }\n": types.PersonRow_UserFragmentDoc,
    "\n  query SuggestedWriters {\n    viewer {\n      suggestedWriters(first: 3) {\n        id\n        ...PersonRow_user\n      }\n    }\n  }\n": types.SuggestedWritersDocument,
    "\n  mutation SetFollow($input: SetFollowInput!) {\n    setFollow(input: $input) {\n      user {\n        id\n        followerCount\n        viewerIsFollowing\n      }\n    }\n  }\n": types.SetFollowDocument,
    "\n  fragment LikeButton_post on Post {\n    id\n    title\n    likeCount\n    viewerHasLiked\n  }\n": types.LikeButton_PostFragmentDoc,
    "\n  mutation SetLike($input: SetLikeInput!) {\n    setLike(input: $input) {\n      post {\n        id\n        likeCount\n        viewerHasLiked\n      }\n    }\n  }\n": types.SetLikeDocument,
    "\n  query UnreadCount {\n    viewer {\n      unreadNotificationCount\n    }\n  }\n": types.UnreadCountDocument,
    "\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n    }\n  }\n": types.NotificationReceivedDocument,
    "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unreadNotificationCount\n    }\n  }\n": types.MarkNotificationsReadDocument,
    "\n  fragment MapStory_post on Post {\n    id\n    slug\n    title\n    readingMinutes\n    author {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n": types.MapStory_PostFragmentDoc,
    "\n  query PlacesMap($author: String) {\n    mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2, authorUsername: $author) {\n      latitude\n      longitude\n      count\n    }\n    placeSummary(authorUsername: $author) {\n      postCount\n      countryCount\n    }\n  }\n": types.PlacesMapDocument,
    "\n  fragment Place_place on Place {\n    name\n    countryCode\n    latitude\n    longitude\n    precision\n  }\n": types.Place_PlaceFragmentDoc,
    "\n  query PlaceSuggestions($query: String!) {\n    placeSuggestions(query: $query, first: 6) {\n      id\n      name\n      region\n      countryCode\n      latitude\n      longitude\n    }\n  }\n": types.PlaceSuggestionsDocument,
    "\n  fragment SearchHit_edge on SearchResultEdge {\n    node {\n      __typename\n      ... on Post {\n        id\n        slug\n        title\n        author {\n          id\n          name\n        }\n      }\n      ... on User {\n        id\n        username\n        name\n      }\n      ... on Tag {\n        id\n        slug\n        name\n        postCount\n      }\n    }\n    highlights {\n      text\n      isMatch\n    }\n  }\n": types.SearchHit_EdgeFragmentDoc,
    "\n  query Search($query: String!, $first: Int!, $after: String) {\n    search(query: $query, first: $first, after: $after) {\n      edges {\n        cursor\n        ...SearchHit_edge\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.SearchDocument,
    "\n  query WhoAmI {\n    viewer {\n      email\n    }\n  }\n": types.WhoAmIDocument,
    "\n  fragment SessionViewer on Viewer {\n    email\n    isSuspended\n    user {\n      id\n      username\n      name\n      role\n    }\n  }\n": types.SessionViewerFragmentDoc,
    "\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n": types.LoginDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n": types.RegisterDocument,
    "\n  mutation Logout($input: LogoutInput) {\n    logout(input: $input) {\n      endedSessions\n    }\n  }\n": types.LogoutDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n        sessions {\n          ...SessionList_session\n        }\n      }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  fragment ProfileForm_viewer on Viewer {\n    email\n    user {\n      id\n      name\n      bio\n    }\n  }\n": types.ProfileForm_ViewerFragmentDoc,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      user {\n        id\n        name\n        bio\n      }\n    }\n  }\n": types.UpdateProfileDocument,
    "\n  fragment SessionList_session on Session {\n    id\n    userAgent\n    ipAddress\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": types.SessionList_SessionFragmentDoc,
    "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedId\n    }\n  }\n": types.RevokeSessionDocument,
    "\n  fragment AuthorCard_user on User {\n    id\n    username\n    name\n    bio\n    postCount\n    followerCount\n    ...FollowButton_user\n  }\n": types.AuthorCard_UserFragmentDoc,
    "\n  query WhatGoes($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Post {\n        id\n        commentCount\n        likeCount\n      }\n    }\n  }\n": types.WhatGoesDocument,
    "\n  fragment OwnStory_post on Post {\n    id\n    title\n    removedReason\n    viewerCanEdit\n    viewerCanDelete\n    author {\n      id\n      username\n      name\n    }\n  }\n": types.OwnStory_PostFragmentDoc,
    "\n  mutation RestoreStory($input: RestorePostInput!) {\n    restorePost(input: $input) {\n      post {\n        id\n        slug\n      }\n    }\n  }\n": types.RestoreStoryDocument,
    "\n  fragment Pager_post on Post {\n    id\n    author {\n      id\n      name\n    }\n    previousByAuthor {\n      id\n      slug\n      title\n    }\n    nextByAuthor {\n      id\n      slug\n      title\n    }\n  }\n": types.Pager_PostFragmentDoc,
    "\n  fragment StoryActions_post on Post {\n    id\n    title\n    commentCount\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n": types.StoryActions_PostFragmentDoc,
    "\n  fragment StoryCard_post on Post {\n    id\n    slug\n    title\n    excerpt\n    readingMinutes\n    publishedAt\n    commentCount\n    author {\n      id\n      username\n      name\n    }\n    tags {\n      ...TagLinks_tag\n    }\n    place {\n      ...Place_place\n    }\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n": types.StoryCard_PostFragmentDoc,
    "\n  mutation DeleteStory($input: DeletePostInput!) {\n    deletePost(input: $input) {\n      deletedId\n    }\n  }\n": types.DeleteStoryDocument,
    "\n  fragment TagLinks_tag on Tag {\n    id\n    slug\n    name\n  }\n": types.TagLinks_TagFragmentDoc,
    "\n  query Titles {\n    posts {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n": types.TitlesDocument,
    "\n  mutation Delete {\n    deletePost(input: { id: \"post_1\" }) {\n      deletedId\n    }\n  }\n": types.DeleteDocument,
    "\n  subscription Told {\n    postPublished {\n      id\n    }\n  }\n": types.ToldDocument,
    "\n  query BookmarksPage($first: Int!, $after: String) {\n    viewer {\n      bookmarks(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            viewerHasBookmarked\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.BookmarksPageDocument,
    "\n  query DraftsPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        username\n      }\n      drafts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            title\n            excerpt\n            removedReason\n            updatedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.DraftsPageDocument,
    "\n  query FollowingPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        followingCount\n      }\n      feed(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.FollowingPageDocument,
    "\n  query LatestPage($first: Int!, $after: String) {\n    posts(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...StoryCard_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.LatestPageDocument,
    "\n  query MapPins($bounds: MapBoundsInput!, $zoom: Int!) {\n    mapPins(bounds: $bounds, zoom: $zoom) {\n      latitude\n      longitude\n      count\n      post {\n        id\n        ...MapStory_post\n      }\n    }\n  }\n": types.MapPinsDocument,
    "\n  query MapStories($bounds: MapBoundsInput!, $first: Int!, $after: String) {\n    posts(filter: { bounds: $bounds }, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MapStory_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MapStoriesDocument,
    "\n  query NotificationsPage($first: Int, $after: String, $last: Int, $before: String) {\n    viewer {\n      notifications(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            kind\n            reason\n            readAt\n            createdAt\n            actor {\n              id\n              username\n              name\n            }\n            post {\n              id\n              slug\n              title\n            }\n            comment {\n              id\n              bodyHtml\n            }\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.NotificationsPageDocument,
    "\n  query FollowersPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      followers(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.FollowersPageDocument,
    "\n  query FollowedPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      following(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.FollowedPageDocument,
    "\n  query ProfilePage($username: String!, $first: Int!, $after: String) {\n    tagsByAuthor(username: $username) {\n      id\n      ...TagLinks_tag\n    }\n    user(username: $username) {\n      id\n      username\n      name\n      bio\n      createdAt\n      postCount\n      followerCount\n      followingCount\n      ...FollowButton_user\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            publishedAt\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.ProfilePageDocument,
    "\n  query SettingsPage {\n    viewer {\n      ...ProfileForm_viewer\n      sessions {\n        ...SessionList_session\n      }\n    }\n  }\n": types.SettingsPageDocument,
    "\n  query StoryPage($slug: String!) {\n    post(slug: $slug) {\n      id\n      slug\n      title\n      excerpt\n      bodyHtml\n      status\n      readingMinutes\n      publishedAt\n      updatedAt\n      viewerCanEdit\n      viewerCanDelete\n      author {\n        id\n        username\n        name\n        ...AuthorCard_user\n        ...FollowButton_user\n      }\n      tags {\n        ...TagLinks_tag\n      }\n      place {\n        ...Place_place\n      }\n      ...OwnStory_post\n      ...Pager_post\n      ...StoryActions_post\n    }\n  }\n": types.StoryPageDocument,
    "\n  query TagPage($slug: String!, $first: Int!, $after: String) {\n    tag(slug: $slug) {\n      id\n      slug\n      name\n      postCount\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.TagPageDocument,
    "\n  query WritePage($id: ID!, $exists: Boolean!) {\n    viewer {\n      user {\n        id\n        username\n        name\n      }\n    }\n    node(id: $id) @include(if: $exists) {\n      __typename\n      ...EditedStory\n      ... on Post {\n        viewerCanEdit\n      }\n    }\n  }\n": types.WritePageDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation DeleteOne {\n      deletePost(input: { id: \"post_1\" }) {\n        deletedId\n      }\n    }\n  "): (typeof documents)["\n    mutation DeleteOne {\n      deletePost(input: { id: \"post_1\" }) {\n        deletedId\n      }\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Around {\n    tags(first: 12) {\n      edges {\n        node {\n          id\n          ...TagLinks_tag\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Around {\n    tags(first: 12) {\n      edges {\n        node {\n          id\n          ...TagLinks_tag\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookmarkButton_post on Post {\n    id\n    title\n    viewerHasBookmarked\n  }\n"): (typeof documents)["\n  fragment BookmarkButton_post on Post {\n    id\n    title\n    viewerHasBookmarked\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetBookmark($input: SetBookmarkInput!) {\n    setBookmark(input: $input) {\n      post {\n        id\n        viewerHasBookmarked\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetBookmark($input: SetBookmarkInput!) {\n    setBookmark(input: $input) {\n      post {\n        id\n        viewerHasBookmarked\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Comment_comment on Comment {\n    id\n    body\n    bodyHtml\n    createdAt\n    editedAt\n    deletedAt\n    removedReason\n    author {\n      id\n      username\n      name\n    }\n    viewerCanEdit\n    viewerCanDelete\n  }\n"): (typeof documents)["\n  fragment Comment_comment on Comment {\n    id\n    body\n    bodyHtml\n    createdAt\n    editedAt\n    deletedAt\n    removedReason\n    author {\n      id\n      username\n      name\n    }\n    viewerCanEdit\n    viewerCanDelete\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Thread_comment on Comment {\n    id\n    ...Comment_comment\n    replies(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          ...Comment_comment\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Thread_comment on Comment {\n    id\n    ...Comment_comment\n    replies(first: 3) {\n      edges {\n        cursor\n        node {\n          id\n          ...Comment_comment\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StoryComments($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            ...Thread_comment\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query StoryComments($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            ...Thread_comment\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LinkedComment($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n        }\n        parent {\n          id\n          ...Thread_comment\n        }\n        ...Thread_comment\n      }\n    }\n  }\n"): (typeof documents)["\n  query LinkedComment($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n        }\n        parent {\n          id\n          ...Thread_comment\n        }\n        ...Thread_comment\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoreReplies($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n          commentCount\n        }\n        replies(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              ...Comment_comment\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoreReplies($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Comment {\n        post {\n          id\n          commentCount\n        }\n        replies(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              ...Comment_comment\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LastComments($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Post {\n        comments(first: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n      ... on Comment {\n        replies(last: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query LastComments($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Post {\n        comments(first: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n      ... on Comment {\n        replies(last: 50) {\n          nodes {\n            id\n            body\n            createdAt\n            author {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewestComments($slug: String!, $first: Int!) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first) {\n        nodes {\n          id\n          replies(last: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query NewestComments($slug: String!, $first: Int!) {\n    post(slug: $slug) {\n      id\n      commentCount\n      comments(first: $first) {\n        nodes {\n          id\n          replies(last: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CommentAdded($postId: ID!) {\n    commentAdded(postId: $postId) {\n      id\n      author {\n        id\n      }\n      parent {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription CommentAdded($postId: ID!) {\n    commentAdded(postId: $postId) {\n      id\n      author {\n        id\n      }\n      parent {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddComment($input: AddCommentInput!) {\n    addComment(input: $input) {\n      commentEdge {\n        cursor\n        node {\n          id\n          parent {\n            id\n          }\n          ...Thread_comment\n        }\n      }\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddComment($input: AddCommentInput!) {\n    addComment(input: $input) {\n      commentEdge {\n        cursor\n        node {\n          id\n          parent {\n            id\n          }\n          ...Thread_comment\n        }\n      }\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EditComment($input: EditCommentInput!) {\n    editComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EditComment($input: EditCommentInput!) {\n    editComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      deletedId\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      deletedId\n      post {\n        id\n        commentCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreComment($input: RestoreCommentInput!) {\n    restoreComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n        post {\n          id\n          commentCount\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreComment($input: RestoreCommentInput!) {\n    restoreComment(input: $input) {\n      comment {\n        id\n        ...Comment_comment\n        post {\n          id\n          commentCount\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CommentLeft($id: ID!, $threadId: ID!, $postId: ID!) {\n    comment: node(id: $id) {\n      id\n      ... on Comment {\n        body\n      }\n      ...Comment_comment\n    }\n    thread: node(id: $threadId) {\n      id\n      ...Comment_comment\n    }\n    post: node(id: $postId) {\n      id\n      ... on Post {\n        commentCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query CommentLeft($id: ID!, $threadId: ID!, $postId: ID!) {\n    comment: node(id: $id) {\n      id\n      ... on Comment {\n        body\n      }\n      ...Comment_comment\n    }\n    thread: node(id: $threadId) {\n      id\n      ...Comment_comment\n    }\n    post: node(id: $postId) {\n      id\n      ... on Post {\n        commentCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindTags($query: String!, $first: Int!) {\n    search(query: $query, type: TAG, first: $first) {\n      nodes {\n        __typename\n        ... on Tag {\n          id\n          name\n          postCount\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindTags($query: String!, $first: Int!) {\n    search(query: $query, type: TAG, first: $first) {\n      nodes {\n        __typename\n        ... on Tag {\n          id\n          name\n          postCount\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EditedStory on Post {\n    id\n    slug\n    title\n    body\n    status\n    removedReason\n    version\n    updatedAt\n    tags {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n"): (typeof documents)["\n  fragment EditedStory on Post {\n    id\n    slug\n    title\n    body\n    status\n    removedReason\n    version\n    updatedAt\n    tags {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateStory($input: CreatePostInput!) {\n    createPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateStory($input: CreatePostInput!) {\n    createPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateStory($input: UpdatePostInput!) {\n    updatePost(input: $input) {\n      post {\n        ...EditedStory\n        excerpt\n        bodyHtml\n        readingMinutes\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateStory($input: UpdatePostInput!) {\n    updatePost(input: $input) {\n      post {\n        ...EditedStory\n        excerpt\n        bodyHtml\n        readingMinutes\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishStory($input: PublishPostInput!) {\n    publishPost(input: $input) {\n      post {\n        ...EditedStory\n        publishedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PublishStory($input: PublishPostInput!) {\n    publishPost(input: $input) {\n      post {\n        ...EditedStory\n        publishedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnpublishStory($input: UnpublishPostInput!) {\n    unpublishPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UnpublishStory($input: UnpublishPostInput!) {\n    unpublishPost(input: $input) {\n      post {\n        ...EditedStory\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StoryById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...EditedStory\n    }\n  }\n"): (typeof documents)["\n  query StoryById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...EditedStory\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FollowButton_user on User {\n    id\n    name\n    viewerIsFollowing\n  }\n"): (typeof documents)["\n  fragment FollowButton_user on User {\n    id\n    name\n    viewerIsFollowing\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PersonRow_user on User {\n    id\n    username\n    name\n    bio\n    ...FollowButton_user\n  }\n"): (typeof documents)["\n  fragment PersonRow_user on User {\n    id\n    username\n    name\n    bio\n    ...FollowButton_user\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SuggestedWriters {\n    viewer {\n      suggestedWriters(first: 3) {\n        id\n        ...PersonRow_user\n      }\n    }\n  }\n"): (typeof documents)["\n  query SuggestedWriters {\n    viewer {\n      suggestedWriters(first: 3) {\n        id\n        ...PersonRow_user\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetFollow($input: SetFollowInput!) {\n    setFollow(input: $input) {\n      user {\n        id\n        followerCount\n        viewerIsFollowing\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetFollow($input: SetFollowInput!) {\n    setFollow(input: $input) {\n      user {\n        id\n        followerCount\n        viewerIsFollowing\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LikeButton_post on Post {\n    id\n    title\n    likeCount\n    viewerHasLiked\n  }\n"): (typeof documents)["\n  fragment LikeButton_post on Post {\n    id\n    title\n    likeCount\n    viewerHasLiked\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetLike($input: SetLikeInput!) {\n    setLike(input: $input) {\n      post {\n        id\n        likeCount\n        viewerHasLiked\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetLike($input: SetLikeInput!) {\n    setLike(input: $input) {\n      post {\n        id\n        likeCount\n        viewerHasLiked\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnreadCount {\n    viewer {\n      unreadNotificationCount\n    }\n  }\n"): (typeof documents)["\n  query UnreadCount {\n    viewer {\n      unreadNotificationCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n    }\n  }\n"): (typeof documents)["\n  subscription NotificationReceived {\n    notificationReceived {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unreadNotificationCount\n    }\n  }\n"): (typeof documents)["\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unreadNotificationCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MapStory_post on Post {\n    id\n    slug\n    title\n    readingMinutes\n    author {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n"): (typeof documents)["\n  fragment MapStory_post on Post {\n    id\n    slug\n    title\n    readingMinutes\n    author {\n      id\n      name\n    }\n    place {\n      ...Place_place\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlacesMap($author: String) {\n    mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2, authorUsername: $author) {\n      latitude\n      longitude\n      count\n    }\n    placeSummary(authorUsername: $author) {\n      postCount\n      countryCount\n    }\n  }\n"): (typeof documents)["\n  query PlacesMap($author: String) {\n    mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2, authorUsername: $author) {\n      latitude\n      longitude\n      count\n    }\n    placeSummary(authorUsername: $author) {\n      postCount\n      countryCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Place_place on Place {\n    name\n    countryCode\n    latitude\n    longitude\n    precision\n  }\n"): (typeof documents)["\n  fragment Place_place on Place {\n    name\n    countryCode\n    latitude\n    longitude\n    precision\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlaceSuggestions($query: String!) {\n    placeSuggestions(query: $query, first: 6) {\n      id\n      name\n      region\n      countryCode\n      latitude\n      longitude\n    }\n  }\n"): (typeof documents)["\n  query PlaceSuggestions($query: String!) {\n    placeSuggestions(query: $query, first: 6) {\n      id\n      name\n      region\n      countryCode\n      latitude\n      longitude\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SearchHit_edge on SearchResultEdge {\n    node {\n      __typename\n      ... on Post {\n        id\n        slug\n        title\n        author {\n          id\n          name\n        }\n      }\n      ... on User {\n        id\n        username\n        name\n      }\n      ... on Tag {\n        id\n        slug\n        name\n        postCount\n      }\n    }\n    highlights {\n      text\n      isMatch\n    }\n  }\n"): (typeof documents)["\n  fragment SearchHit_edge on SearchResultEdge {\n    node {\n      __typename\n      ... on Post {\n        id\n        slug\n        title\n        author {\n          id\n          name\n        }\n      }\n      ... on User {\n        id\n        username\n        name\n      }\n      ... on Tag {\n        id\n        slug\n        name\n        postCount\n      }\n    }\n    highlights {\n      text\n      isMatch\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($query: String!, $first: Int!, $after: String) {\n    search(query: $query, first: $first, after: $after) {\n      edges {\n        cursor\n        ...SearchHit_edge\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Search($query: String!, $first: Int!, $after: String) {\n    search(query: $query, first: $first, after: $after) {\n      edges {\n        cursor\n        ...SearchHit_edge\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoAmI {\n    viewer {\n      email\n    }\n  }\n"): (typeof documents)["\n  query WhoAmI {\n    viewer {\n      email\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionViewer on Viewer {\n    email\n    isSuspended\n    user {\n      id\n      username\n      name\n      role\n    }\n  }\n"): (typeof documents)["\n  fragment SessionViewer on Viewer {\n    email\n    isSuspended\n    user {\n      id\n      username\n      name\n      role\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Logout($input: LogoutInput) {\n    logout(input: $input) {\n      endedSessions\n    }\n  }\n"): (typeof documents)["\n  mutation Logout($input: LogoutInput) {\n    logout(input: $input) {\n      endedSessions\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n        sessions {\n          ...SessionList_session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      accessToken\n      viewer {\n        ...SessionViewer\n        sessions {\n          ...SessionList_session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProfileForm_viewer on Viewer {\n    email\n    user {\n      id\n      name\n      bio\n    }\n  }\n"): (typeof documents)["\n  fragment ProfileForm_viewer on Viewer {\n    email\n    user {\n      id\n      name\n      bio\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      user {\n        id\n        name\n        bio\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      user {\n        id\n        name\n        bio\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionList_session on Session {\n    id\n    userAgent\n    ipAddress\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"): (typeof documents)["\n  fragment SessionList_session on Session {\n    id\n    userAgent\n    ipAddress\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedId\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeSession($input: RevokeSessionInput!) {\n    revokeSession(input: $input) {\n      revokedId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuthorCard_user on User {\n    id\n    username\n    name\n    bio\n    postCount\n    followerCount\n    ...FollowButton_user\n  }\n"): (typeof documents)["\n  fragment AuthorCard_user on User {\n    id\n    username\n    name\n    bio\n    postCount\n    followerCount\n    ...FollowButton_user\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhatGoes($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Post {\n        id\n        commentCount\n        likeCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query WhatGoes($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Post {\n        id\n        commentCount\n        likeCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnStory_post on Post {\n    id\n    title\n    removedReason\n    viewerCanEdit\n    viewerCanDelete\n    author {\n      id\n      username\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OwnStory_post on Post {\n    id\n    title\n    removedReason\n    viewerCanEdit\n    viewerCanDelete\n    author {\n      id\n      username\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreStory($input: RestorePostInput!) {\n    restorePost(input: $input) {\n      post {\n        id\n        slug\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreStory($input: RestorePostInput!) {\n    restorePost(input: $input) {\n      post {\n        id\n        slug\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Pager_post on Post {\n    id\n    author {\n      id\n      name\n    }\n    previousByAuthor {\n      id\n      slug\n      title\n    }\n    nextByAuthor {\n      id\n      slug\n      title\n    }\n  }\n"): (typeof documents)["\n  fragment Pager_post on Post {\n    id\n    author {\n      id\n      name\n    }\n    previousByAuthor {\n      id\n      slug\n      title\n    }\n    nextByAuthor {\n      id\n      slug\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StoryActions_post on Post {\n    id\n    title\n    commentCount\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n"): (typeof documents)["\n  fragment StoryActions_post on Post {\n    id\n    title\n    commentCount\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StoryCard_post on Post {\n    id\n    slug\n    title\n    excerpt\n    readingMinutes\n    publishedAt\n    commentCount\n    author {\n      id\n      username\n      name\n    }\n    tags {\n      ...TagLinks_tag\n    }\n    place {\n      ...Place_place\n    }\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n"): (typeof documents)["\n  fragment StoryCard_post on Post {\n    id\n    slug\n    title\n    excerpt\n    readingMinutes\n    publishedAt\n    commentCount\n    author {\n      id\n      username\n      name\n    }\n    tags {\n      ...TagLinks_tag\n    }\n    place {\n      ...Place_place\n    }\n    ...LikeButton_post\n    ...BookmarkButton_post\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteStory($input: DeletePostInput!) {\n    deletePost(input: $input) {\n      deletedId\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteStory($input: DeletePostInput!) {\n    deletePost(input: $input) {\n      deletedId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TagLinks_tag on Tag {\n    id\n    slug\n    name\n  }\n"): (typeof documents)["\n  fragment TagLinks_tag on Tag {\n    id\n    slug\n    name\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Titles {\n    posts {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Titles {\n    posts {\n      edges {\n        node {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Delete {\n    deletePost(input: { id: \"post_1\" }) {\n      deletedId\n    }\n  }\n"): (typeof documents)["\n  mutation Delete {\n    deletePost(input: { id: \"post_1\" }) {\n      deletedId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Told {\n    postPublished {\n      id\n    }\n  }\n"): (typeof documents)["\n  subscription Told {\n    postPublished {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BookmarksPage($first: Int!, $after: String) {\n    viewer {\n      bookmarks(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            viewerHasBookmarked\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query BookmarksPage($first: Int!, $after: String) {\n    viewer {\n      bookmarks(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            viewerHasBookmarked\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DraftsPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        username\n      }\n      drafts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            title\n            excerpt\n            removedReason\n            updatedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DraftsPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        username\n      }\n      drafts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            title\n            excerpt\n            removedReason\n            updatedAt\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FollowingPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        followingCount\n      }\n      feed(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FollowingPage($first: Int!, $after: String) {\n    viewer {\n      user {\n        id\n        followingCount\n      }\n      feed(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LatestPage($first: Int!, $after: String) {\n    posts(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...StoryCard_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query LatestPage($first: Int!, $after: String) {\n    posts(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...StoryCard_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MapPins($bounds: MapBoundsInput!, $zoom: Int!) {\n    mapPins(bounds: $bounds, zoom: $zoom) {\n      latitude\n      longitude\n      count\n      post {\n        id\n        ...MapStory_post\n      }\n    }\n  }\n"): (typeof documents)["\n  query MapPins($bounds: MapBoundsInput!, $zoom: Int!) {\n    mapPins(bounds: $bounds, zoom: $zoom) {\n      latitude\n      longitude\n      count\n      post {\n        id\n        ...MapStory_post\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MapStories($bounds: MapBoundsInput!, $first: Int!, $after: String) {\n    posts(filter: { bounds: $bounds }, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MapStory_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query MapStories($bounds: MapBoundsInput!, $first: Int!, $after: String) {\n    posts(filter: { bounds: $bounds }, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MapStory_post\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotificationsPage($first: Int, $after: String, $last: Int, $before: String) {\n    viewer {\n      notifications(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            kind\n            reason\n            readAt\n            createdAt\n            actor {\n              id\n              username\n              name\n            }\n            post {\n              id\n              slug\n              title\n            }\n            comment {\n              id\n              bodyHtml\n            }\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query NotificationsPage($first: Int, $after: String, $last: Int, $before: String) {\n    viewer {\n      notifications(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          cursor\n          node {\n            id\n            kind\n            reason\n            readAt\n            createdAt\n            actor {\n              id\n              username\n              name\n            }\n            post {\n              id\n              slug\n              title\n            }\n            comment {\n              id\n              bodyHtml\n            }\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          hasNextPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FollowersPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      followers(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FollowersPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      followers(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FollowedPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      following(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FollowedPage($username: String!, $first: Int!, $after: String) {\n    user(username: $username) {\n      id\n      name\n      username\n      following(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...PersonRow_user\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProfilePage($username: String!, $first: Int!, $after: String) {\n    tagsByAuthor(username: $username) {\n      id\n      ...TagLinks_tag\n    }\n    user(username: $username) {\n      id\n      username\n      name\n      bio\n      createdAt\n      postCount\n      followerCount\n      followingCount\n      ...FollowButton_user\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            publishedAt\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProfilePage($username: String!, $first: Int!, $after: String) {\n    tagsByAuthor(username: $username) {\n      id\n      ...TagLinks_tag\n    }\n    user(username: $username) {\n      id\n      username\n      name\n      bio\n      createdAt\n      postCount\n      followerCount\n      followingCount\n      ...FollowButton_user\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            publishedAt\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SettingsPage {\n    viewer {\n      ...ProfileForm_viewer\n      sessions {\n        ...SessionList_session\n      }\n    }\n  }\n"): (typeof documents)["\n  query SettingsPage {\n    viewer {\n      ...ProfileForm_viewer\n      sessions {\n        ...SessionList_session\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StoryPage($slug: String!) {\n    post(slug: $slug) {\n      id\n      slug\n      title\n      excerpt\n      bodyHtml\n      status\n      readingMinutes\n      publishedAt\n      updatedAt\n      viewerCanEdit\n      viewerCanDelete\n      author {\n        id\n        username\n        name\n        ...AuthorCard_user\n        ...FollowButton_user\n      }\n      tags {\n        ...TagLinks_tag\n      }\n      place {\n        ...Place_place\n      }\n      ...OwnStory_post\n      ...Pager_post\n      ...StoryActions_post\n    }\n  }\n"): (typeof documents)["\n  query StoryPage($slug: String!) {\n    post(slug: $slug) {\n      id\n      slug\n      title\n      excerpt\n      bodyHtml\n      status\n      readingMinutes\n      publishedAt\n      updatedAt\n      viewerCanEdit\n      viewerCanDelete\n      author {\n        id\n        username\n        name\n        ...AuthorCard_user\n        ...FollowButton_user\n      }\n      tags {\n        ...TagLinks_tag\n      }\n      place {\n        ...Place_place\n      }\n      ...OwnStory_post\n      ...Pager_post\n      ...StoryActions_post\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TagPage($slug: String!, $first: Int!, $after: String) {\n    tag(slug: $slug) {\n      id\n      slug\n      name\n      postCount\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TagPage($slug: String!, $first: Int!, $after: String) {\n    tag(slug: $slug) {\n      id\n      slug\n      name\n      postCount\n      posts(first: $first, after: $after) {\n        edges {\n          cursor\n          node {\n            id\n            ...StoryCard_post\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WritePage($id: ID!, $exists: Boolean!) {\n    viewer {\n      user {\n        id\n        username\n        name\n      }\n    }\n    node(id: $id) @include(if: $exists) {\n      __typename\n      ...EditedStory\n      ... on Post {\n        viewerCanEdit\n      }\n    }\n  }\n"): (typeof documents)["\n  query WritePage($id: ID!, $exists: Boolean!) {\n    viewer {\n      user {\n        id\n        username\n        name\n      }\n    }\n    node(id: $id) @include(if: $exists) {\n      __typename\n      ...EditedStory\n      ... on Post {\n        viewerCanEdit\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;