#!/usr/bin/env bash
# Walks through a running Wander by its own origin, as a browser would: signs up, writes, publishes, and reads as a guest.
#   test/support/walk.sh http://localhost:3000          prints the slug of the story it published
#   test/support/walk.sh http://localhost:3000 SLUG     only reads that story again, as after a restart
set -euo pipefail

url=${1:?usage: walk.sh URL [SLUG]}
slug=${2:-}
token=

fail() {
  printf 'walk: %s\n' "$*" >&2
  exit 1
}

graphql() { # QUERY VARIABLES: prints the answer, which must carry no errors
  local answer
  answer=$(jq -n --arg query "$1" --argjson variables "$2" '{query: $query, variables: $variables}' |
    curl -sS --max-time 15 "$url/graphql" -H 'Content-Type: application/json' -H "Origin: $url" \
      ${token:+-H "Authorization: Bearer $token"} --data-binary @-)
  jq -e 'has("errors") | not' <<<"$answer" >/dev/null || fail "$1 answered $answer"
  printf '%s\n' "$answer"
}

page() { # PATH STATUS
  local status
  status=$(curl -sS --max-time 15 -o /dev/null -w '%{http_code}' "$url$1")
  [ "$status" = "$2" ] || fail "$1 answered $status, not $2"
}

page / 200
page /nowhere-at-all 404
page /config.js 200

if [ -z "$slug" ]; then
  name=walker_$(od -An -N5 -tx1 /dev/urandom | tr -d ' \n')
  person=$(jq -n --arg name "$name" \
    '{input: {username: $name, email: "\($name)@example.com", password: "a long walk by the lake \($name)"}}')
  token=$(graphql 'mutation Walk($input: RegisterInput!) { register(input: $input) { accessToken } }' "$person" |
    jq -r .data.register.accessToken)
  draft=$(graphql 'mutation Walk($input: CreatePostInput!) { createPost(input: $input) { post { id version status } } }' \
    '{"input": {"title": "A walk along the lake", "body": "It began to *rain*.", "tags": ["Lake Malawi"]}}')
  [ "$(jq -r .data.createPost.post.status <<<"$draft")" = DRAFT ] || fail "a new story is no draft: $draft"
  slug=$(graphql 'mutation Walk($input: PublishPostInput!) { publishPost(input: $input) { post { slug status } } }' \
    "$(jq '{input: {id: .data.createPost.post.id, version: .data.createPost.post.version}}' <<<"$draft")" |
    jq -r .data.publishPost.post.slug)
  token=
fi

page "/stories/$slug" 200
story=$(graphql 'query Walk($slug: String!) { post(slug: $slug) { title bodyHtml status author { username } } }' \
  "$(jq -n --arg slug "$slug" '{slug: $slug}')")
jq -e '.data.post | .status == "PUBLISHED" and (.bodyHtml | contains("<em>rain</em>"))' <<<"$story" >/dev/null ||
  fail "a guest reads $story"
printf '%s\n' "$slug"
