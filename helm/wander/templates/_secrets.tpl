{{/*
A secret that is made once and kept: the one given, else the one that the cluster has, else a new one, the same in all
templates of this render. Takes a dict of context, secret, key, given.
`lookup` finds nothing without a cluster (helm template, GitOps): there name an existing Secret.
*/}}
{{- define "wander.kept" -}}
{{- $values := .context.Values -}}
{{- if not (hasKey $values "_made") }}{{ $_ := set $values "_made" dict }}{{ end -}}
{{- $id := printf "%s/%s" .secret .key -}}
{{- if .given -}}
{{- .given -}}
{{- else if hasKey $values._made $id -}}
{{- get $values._made $id -}}
{{- else -}}
{{- $there := lookup "v1" "Secret" .context.Release.Namespace .secret -}}
{{- $kept := dig "data" .key "" ($there | default dict) | b64dec -}}
{{- $_ := set $values._made $id ($kept | default (randAlphaNum 48)) -}}
{{- get $values._made $id -}}
{{- end -}}
{{- end -}}

{{/* Does the chart make the API's Secret, and those of its own PostgreSQL and Redis? */}}
{{- define "wander.api.makesSecret" -}}
{{- if not (or .Values.api.existingSecret .Values.externalSecrets.enabled (include "wander.isPublic" .)) }}true{{ end -}}
{{- end -}}
{{- define "wander.postgresql.makesSecret" -}}
{{- if and .Values.postgresql.enabled (not (or .Values.postgresql.auth.existingSecret .Values.externalSecrets.enabled (include "wander.isPublic" .))) }}true{{ end -}}
{{- end -}}
{{- define "wander.redis.makesSecret" -}}
{{- if and .Values.redis.enabled (not (or .Values.redis.auth.existingSecret .Values.externalSecrets.enabled (include "wander.isPublic" .))) }}true{{ end -}}
{{- end -}}

{{/* Their names; External Secrets fill those that the chart would have made. */}}
{{- define "wander.api.secretName" -}}
{{- .Values.api.existingSecret | default (include "wander.api.fullname" .) -}}
{{- end -}}
{{- define "wander.postgresql.secretName" -}}
{{- .Values.postgresql.auth.existingSecret | default (include "wander.postgresql.fullname" .) -}}
{{- end -}}
{{- define "wander.redis.secretName" -}}
{{- .Values.redis.auth.existingSecret | default (include "wander.redis.fullname" .) -}}
{{- end -}}

{{/*
The keys of the API's Secret, each mounted as a file, with what the chart knows of their values: dict of key to value.
Takes [context, PostgreSQL's password, Redis' password]; the passwords may be placeholders of a template.
*/}}
{{- define "wander.api.connections" -}}
{{- $context := index . 0 -}}
{{- $values := $context.Values -}}
{{- $user := printf "%s:%s" $values.postgresql.auth.username (index . 1) -}}
{{- $database := $values.postgresql.auth.database -}}
{{- if $values.postgresql.enabled }}
DATABASE_URL: {{ printf "postgres://%s@%s:5432/%s" $user (include "wander.postgresql.fullname" $context) $database | quote }}
{{- else if $values.cnpg.enabled }}
{{- $cluster := include "wander.cnpg.fullname" $context }}
DATABASE_URL: {{ printf "postgres://%s@%s-pooler:5432/%s" $user $cluster $database | quote }}
DATABASE_DIRECT_URL: {{ printf "postgres://%s@%s-rw:5432/%s" $user $cluster $database | quote }}
{{- if $values.cnpg.readsOnReplicas }}
DATABASE_REPLICA_URL: {{ printf "postgres://%s@%s-ro:5432/%s" $user $cluster $database | quote }}
{{- end }}
{{- end }}
{{- if $values.redis.enabled }}
{{- $redis := include "wander.redis.fullname" $context }}
{{- if eq $values.redis.architecture "replication" }}
{{- $hosts := list }}
{{- range $i := until (add1 $values.redis.replica.replicaCount | int) }}
{{- $hosts = append $hosts (printf "%s-node-%d.%s-headless:26379" $redis $i $redis) }}
{{- end }}
REDIS_URL: {{ printf "redis+sentinel://:%s@%s/%s/0" (index . 2) (join "," $hosts) $values.redis.sentinel.masterSet | quote }}
{{- else }}
REDIS_URL: {{ printf "redis://:%s@%s-master:6379/0" (index . 2) $redis | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The API's secrets, each of which it reads as a file: a dict of the name to the Secret that has it. */}}
{{- define "wander.api.secretFiles" -}}
{{- $secret := include "wander.api.secretName" . -}}
{{- $database := .Values.api.existingDatabaseSecret | default $secret -}}
DATABASE_URL: {{ $database | quote }}
REDIS_URL: {{ $secret | quote }}
JWT_SECRET: {{ $secret | quote }}
SESSION_SECRET: {{ $secret | quote }}
{{- if and .Values.cnpg.enabled (not (include "wander.cnpg.usesApp" .)) }}
DATABASE_DIRECT_URL: {{ $database | quote }}
{{- end }}
{{- if and .Values.cnpg.enabled .Values.cnpg.readsOnReplicas }}
DATABASE_REPLICA_URL: {{ $database | quote }}
{{- end }}
{{- range .Values.api.existingSecretExtraKeys }}
{{ . }}: {{ hasPrefix "DATABASE_" . | ternary $database $secret | quote }}
{{- end }}
{{- end -}}

{{/* What those are called in Secrets of one's own, where it differs. */}}
{{- define "wander.api.secretKeys" -}}
{{- $keys := deepCopy (.Values.api.existingSecretKeys | default dict) }}
{{- if include "wander.cnpg.usesApp" . }}{{ $keys = merge $keys (dict "DATABASE_URL" "uri") }}{{ end }}
{{- toYaml $keys }}
{{- end -}}

{{/* Is the database's address that of CloudNativePG's own Secret? It leads around the pooler, which is then not made. */}}
{{- define "wander.cnpg.usesApp" -}}
{{- if and .Values.cnpg.enabled (eq .Values.api.existingDatabaseSecret (printf "%s-app" (include "wander.cnpg.fullname" .))) }}true{{ end -}}
{{- end -}}

{{/* The Secret with the authority that signed the database's certificate: a dict of name and key, or nothing. */}}
{{- define "wander.database.caSecret" -}}
{{- if .Values.cnpg.enabled }}
name: {{ include "wander.cnpg.fullname" . }}-ca
key: ca.crt
{{- else if and .Values.externalDatabase.enabled .Values.externalDatabase.caSecret.name }}
name: {{ .Values.externalDatabase.caSecret.name | quote }}
key: {{ .Values.externalDatabase.caSecret.key | quote }}
{{- end }}
{{- end -}}

{{/* A password as part of an address. */}}
{{- define "wander.inUrl" -}}
{{- . | urlquery | replace "+" "%20" -}}
{{- end -}}

{{- define "wander.cnpg.secretName" -}}
{{- .Values.cnpg.existingSecret | default (printf "%s-owner" (include "wander.cnpg.fullname" .)) -}}
{{- end -}}

{{/* How every ExternalSecret begins. Takes [context, name, component]. */}}
{{- define "wander.externalsecret" -}}
{{- $context := index . 0 -}}
metadata:
  {{- include "wander.metadata" (list $context (index . 1) (index . 2)) | nindent 2 }}
spec:
  refreshInterval: {{ $context.Values.externalSecrets.refreshInterval }}
  secretStoreRef:
    {{- toYaml $context.Values.externalSecrets.secretStoreRef | nindent 4 }}
  dataFrom:
    - extract:
        key: {{ $context.Values.externalSecrets.remoteKey | quote }}
{{- end }}
