{{/*
Values that cannot work, each refused with a sentence that names the mend. What a value may be at all stands in
values.schema.json; here is what depends on others.
*/}}
{{- define "wander.validate" -}}
{{- $problems := list -}}
{{- range $check := list "names" "domain" "database" "redis" "images" "secrets" "autoscaling" "connections" "edge" "others" -}}
{{- $problems = concat $problems (include (printf "wander.validate.%s" $check) $ | trim | splitList "\n") -}}
{{- end -}}
{{- with without $problems "" -}}
{{- printf "\n\nWander cannot be installed with these values:\n%s\n%s" (printf "  - %s" (join "\n  - " .)) (include "wander.validate.command" $) | fail -}}
{{- end -}}
{{- end -}}

{{/* The command with all that staging and production ask for, where some of it is missing. */}}
{{- define "wander.validate.command" -}}
{{- $set := list }}
{{- if not (or .Values.global.imageRegistry (and .Values.api.image.registry .Values.frontend.image.registry)) }}{{ $set = append $set "global.imageRegistry=registry.example.com" }}{{ end }}
{{- if not .Values.externalSecrets.enabled }}
{{- if not .Values.api.existingSecret }}{{ $set = append $set "api.existingSecret=wander" }}{{ end }}
{{- if and .Values.postgresql.enabled (not .Values.postgresql.auth.existingSecret) }}{{ $set = append $set "postgresql.auth.existingSecret=wander" }}{{ end }}
{{- if and .Values.redis.enabled (not .Values.redis.auth.existingSecret) }}{{ $set = append $set "redis.auth.existingSecret=wander" }}{{ end }}
{{- if and .Values.cnpg.enabled (not (or .Values.cnpg.existingSecret (include "wander.cnpg.usesApp" .))) }}{{ $set = append $set "cnpg.existingSecret=wander-owner" }}{{ end }}
{{- end }}
{{- if and $set (include "wander.isPublic" .) }}
{{- $files := list (eq .Values.global.environment "staging" | ternary "values-staging.yaml" "values-prod.yaml") }}
{{- if .Values.cnpg.enabled }}{{ $files = append $files "values-prod-cnpg.yaml" }}{{ end }}
{{- if .Values.externalDatabase.enabled }}{{ $files = append $files "values-prod-external.yaml" }}{{ end }}
The whole command, once your registry has the images and the Secret is made (docs/secrets/README.md):

  helm {{ .Release.IsInstall | ternary "install" "upgrade" }} {{ .Release.Name }} helm/wander{{ range $files }} -f helm/wander/{{ . }}{{ end }} --namespace {{ .Release.Namespace }}{{ if .Release.IsInstall }} --create-namespace{{ end }} \
    --set {{ join " \\\n    --set " $set }}
{{ end }}
{{- end -}}

{{/*
A Service's name begins with a letter, has no dot and 63 characters at most, a StatefulSet's 52: its pods' labels add to it.
*/}}
{{- define "wander.validate.names" -}}
{{- $name := .Release.Name }}
{{- $label := "^[a-z][a-z0-9-]*$" }}
{{- if not (regexMatch $label (include "wander.fullname" .)) }}
The release's name {{ $name | quote }} cannot begin the names of Services, which begin with a letter and have no dot: install it under another, such as wander{{ if not (or .Values.postgresql.enabled .Values.redis.enabled) }}, or set fullnameOverride{{ end }}.
{{- else if and (not (regexMatch $label $name)) (or .Values.postgresql.enabled .Values.redis.enabled) }}
The release's name {{ $name | quote }} cannot begin the names of PostgreSQL's and Redis' Services, which begin with a letter and have no dot: install it under another, such as wander.
{{- end }}
{{- if and (gt (len $name) 39) (or .Values.postgresql.enabled .Values.redis.enabled) }}
The release's name {{ $name | quote }} has {{ len $name }} characters, and the names that are made of it would be too long: install it under one of 39 at most.
{{- end }}
{{- if gt (len .Values.fullnameOverride) 40 }}
fullnameOverride has {{ len .Values.fullnameOverride }} characters, and the names that are made of it would be too long: shorten it to 40 at most.
{{- end }}
{{- end -}}

{{- define "wander.validate.domain" -}}
{{- if and (or .Values.ingress.enabled .Values.httpRoute.enabled) (regexMatch "^[0-9.]+$" .Values.global.domain) }}
global.domain is {{ .Values.global.domain | quote }}, an address, which Ingress and HTTPRoute refuse: set it to a host name, such as wander.example.com.
{{- end }}
{{- with .Values.global.domain }}
{{- if not (regexMatch "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" .) }}
global.domain is {{ . | quote }}, which is no host name: write it small, without https://, port or path, such as wander.example.com.
{{- end }}
{{- end }}
{{- if and (or (include "wander.isPublic" .) .Values.ingress.enabled .Values.httpRoute.enabled) (not (contains "." .Values.global.domain)) }}
global.domain is {{ .Values.global.domain | quote }}, which nobody else can open: set it to Wander's host name, such as wander.example.com.
{{- end }}
{{- end -}}

{{- define "wander.validate.database" -}}
{{- $chosen := list }}
{{- range $mode := list "postgresql" "cnpg" "externalDatabase" }}
{{- if (get $.Values $mode).enabled }}{{ $chosen = append $chosen (printf "%s.enabled" $mode) }}{{ end }}
{{- end }}
{{- if gt (len $chosen) 1 }}
There can be only one database, and {{ join " and " $chosen }} are true: leave one of them true.
{{- else if not $chosen }}
There is no database: set one of postgresql.enabled, cnpg.enabled and externalDatabase.enabled to true.
{{- end }}
{{- with .Values.postgresql }}
{{- if and .enabled (not (regexMatch "^1[5-8]([^0-9]|$)" (.image.tag | toString))) }}
postgresql.image.tag is {{ .image.tag | quote }}: Wander runs on PostgreSQL 15 to 18, so begin it with one of these.
{{- end }}
{{- end }}
{{- if not .Values.externalDatabase.enabled }}
{{- with .Values.postgresql.auth }}
{{- if regexMatch "^(postgres$|pg_)" .username }}
postgresql.auth.username is {{ .username | quote }}, a role of PostgreSQL's own: give Wander another, such as wander.
{{- end }}
{{- if has .database (list "postgres" "template0" "template1") }}
postgresql.auth.database is {{ .database | quote }}, a database of PostgreSQL's own: give Wander another, such as wander.
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.cnpg.enabled (hasKey .Values.cnpg.parameters "max_connections") }}
cnpg.parameters has max_connections, which the chart sets: take it out, and set cnpg.maxConnections.
{{- end }}
{{- if and .Values.cnpg.enabled .Values.cnpg.readsOnReplicas }}
{{- if lt (.Values.cnpg.instances | int) 2 }}
cnpg.readsOnReplicas needs a replica: raise cnpg.instances to 2, or set it to false.
{{- end }}
{{- if include "wander.cnpg.usesApp" . }}
cnpg.readsOnReplicas needs DATABASE_REPLICA_URL, which {{ .Values.api.existingDatabaseSecret }} has not: set api.existingDatabaseSecret to the name of a Secret that has it, or set it to false.
{{- end }}
{{- end }}
{{- if and .Values.backup.s3.enabled (not (and .Values.backup.enabled .Values.backup.s3.bucket)) }}
backup.s3.enabled copies dumps to a bucket: set backup.enabled=true and backup.s3.bucket to its name, or leave it false.
{{- end }}
{{- if and .Values.backup.enabled (not .Values.postgresql.enabled) }}
backup.enabled is for the chart's own PostgreSQL: set it to false, and use {{ .Values.cnpg.enabled | ternary "cnpg.backup.objectStore" "your provider's backups" }}.
{{- end }}
{{- end -}}

{{- define "wander.validate.redis" -}}
{{- if and .Values.redis.enabled .Values.externalRedis.enabled }}
There can be only one Redis, and redis.enabled and externalRedis.enabled are true: leave one of them true.
{{- else if not (or .Values.redis.enabled .Values.externalRedis.enabled) }}
There is no Redis, through which the API's pods share limits and live updates: set redis.enabled or externalRedis.enabled to true.
{{- end }}
{{- if and .Values.redis.enabled (eq .Values.redis.architecture "replication") (gt (.Values.redis.sentinel.quorum | int) (add1 .Values.redis.replica.replicaCount | int)) }}
redis.sentinel.quorum is {{ .Values.redis.sentinel.quorum }}, more than there are Sentinels: lower it to {{ add1 (div (add1 .Values.redis.replica.replicaCount) 2) }}.
{{- end }}
{{- end -}}

{{- define "wander.validate.images" -}}
{{- if include "wander.isPublic" . }}
{{- range $component := list "api" "frontend" }}
{{- if not (or $.Values.global.imageRegistry (get $.Values $component).image.registry) }}
There is no public image of Wander: set global.imageRegistry (or {{ $component }}.image.registry) to the registry that has your {{ (get $.Values $component).image.repository }}.
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "wander.validate.secrets" -}}
{{- $environment := .Values.global.environment }}
{{- if and .Values.externalSecrets.enabled .Values.api.existingDatabaseSecret (not .Values.api.existingSecret) }}
externalSecrets makes DATABASE_URL, which api.existingDatabaseSecret has too: leave that empty, or set api.existingSecret to the name of a Secret with the rest.
{{- end }}
{{- if not (or .Values.api.existingSecret .Values.externalSecrets.enabled) }}
{{- range .Values.api.existingSecretExtraKeys }}
{{- if not (and (hasPrefix "DATABASE_" .) $.Values.api.existingDatabaseSecret) }}
api.existingSecretExtraKeys has {{ . }}, which the Secret that the chart makes has not: set api.existingSecret to the name of one that has it.
{{- end }}
{{- end }}
{{- end }}
{{- range $key, $_ := .Values.api.existingSecretKeys }}
{{- if not (or $.Values.api.existingSecret (and (hasPrefix "DATABASE_" $key) $.Values.api.existingDatabaseSecret)) }}
api.existingSecretKeys names {{ $key }} in a Secret that the chart makes: set api.existingSecret to the name of one that has it, or take it out.
{{- end }}
{{- end }}
{{- if .Values.externalSecrets.enabled }}
{{- if not .Values.externalSecrets.secretStoreRef.name }}
externalSecrets.enabled needs a store: set externalSecrets.secretStoreRef.name.
{{- end }}
{{- else if include "wander.isPublic" . }}
{{- if not .Values.api.existingSecret }}
In {{ $environment }} secrets come from outside: set api.existingSecret to the name of a Secret with DATABASE_URL, REDIS_URL, JWT_SECRET and SESSION_SECRET, or set externalSecrets.enabled=true.
{{- end }}
{{- if and .Values.postgresql.enabled (not .Values.postgresql.auth.existingSecret) }}
In {{ $environment }} secrets come from outside: set postgresql.auth.existingSecret to the name of a Secret with password and postgres-password, or set externalSecrets.enabled=true.
{{- end }}
{{- if and .Values.redis.enabled (not .Values.redis.auth.existingSecret) }}
In {{ $environment }} secrets come from outside: set redis.auth.existingSecret to the name of a Secret with redis-password, or set externalSecrets.enabled=true.
{{- end }}
{{- else if and (not .Values.api.existingSecret) (or .Values.externalDatabase.enabled .Values.externalRedis.enabled) }}
The addresses of what is elsewhere are secrets: set api.existingSecret to the name of a Secret with DATABASE_URL, REDIS_URL, JWT_SECRET and SESSION_SECRET, or set externalSecrets.enabled=true.
{{- else if and (not .Values.api.existingSecret) (or .Values.postgresql.auth.existingSecret .Values.redis.auth.existingSecret .Values.cnpg.existingSecret) }}
The chart cannot read a password that is in a Secret of yours: set api.existingSecret too, to the name of a Secret with DATABASE_URL, REDIS_URL, JWT_SECRET and SESSION_SECRET.
{{- end }}
{{- if and .Values.cnpg.enabled (not .Values.cnpg.existingSecret) (not .Values.externalSecrets.enabled) (not (include "wander.cnpg.usesApp" .)) }}
CloudNativePG needs the password that the API has: set cnpg.existingSecret to the name of a Secret of the type kubernetes.io/basic-auth with username and password, or set externalSecrets.enabled=true, or api.existingDatabaseSecret={{ include "wander.cnpg.fullname" . }}-app, the Secret that the operator makes.
{{- end }}
{{- if include "wander.isPublic" . }}
{{- range $value := list "api.secrets.jwtSecret" "api.secrets.sessionSecret" "postgresql.auth.password" "postgresql.auth.postgresPassword" "redis.auth.password" }}
{{- $found := $.Values }}
{{- range splitList "." $value }}{{ $found = get $found . }}{{ end }}
{{- if $found }}
{{ $value }} is for development alone: take it out, for it would be readable in the release's values, and put it into the Secret.
{{- end }}
{{- end }}
{{- end }}
{{- range $name := list "jwtSecret" "sessionSecret" }}
{{- with get $.Values.api.secrets $name }}
{{- with include "wander.secretWeakness" . }}
api.secrets.{{ $name }} {{ . }}, which the API refuses: make one with openssl rand -base64 48, or leave it empty.
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.api.secrets }}
{{- if and .jwtSecret (eq (trim .jwtSecret) (trim .sessionSecret)) }}
api.secrets.jwtSecret and api.secrets.sessionSecret are equal, which the API refuses: make each with openssl rand -base64 48, or leave them empty.
{{- end }}
{{- end }}
{{- end -}}

{{/* Why the API refuses a secret, as server/platform/config/environment.ts says it; empty where it does not. */}}
{{- define "wander.secretWeakness" -}}
{{- $secret := trim . }}
{{- if lt (len $secret) 32 -}}
is shorter than 32 bytes
{{- else if regexMatch "(?i)^(change[-_ ]?me|secret|example|your[-_ ]|replace|development-only)|abcdefghij|123456789|qwertyuiop" $secret -}}
is one of the examples
{{- else -}}
{{- $pairs := list }}
{{- range $i := until (sub (len $secret) 1 | int) }}{{ $pairs = append $pairs (substr $i (add $i 2 | int) $secret | b64enc) }}{{ end }}
{{- if lt (uniq $pairs | len) 20 -}}
repeats itself
{{- end }}
{{- end }}
{{- end -}}

{{- define "wander.validate.autoscaling" -}}
{{- range $component := list "api" "frontend" }}
{{- with get $.Values $component }}
{{- if .autoscaling.enabled }}
{{- if not (dig "requests" "cpu" "" .resources) }}
{{ $component }}.autoscaling counts CPU in percent of what was asked for: set {{ $component }}.resources.requests.cpu.
{{- end }}
{{- if gt (.autoscaling.minReplicas | int) (.autoscaling.maxReplicas | int) }}
{{ $component }}.autoscaling.minReplicas is {{ .autoscaling.minReplicas }}, above maxReplicas: lower it to {{ .autoscaling.maxReplicas }} at most.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* 20 connections stay free for migrations, backups and people. */}}
{{- define "wander.validate.connections" -}}
{{- /* One more answers the probes. */}}
{{- $each := add .Values.api.databaseConnections.pool .Values.api.databaseConnections.reads 1 | int }}
{{- $pods := ceil (mulf (include "wander.mostReplicas" .Values.api | int) 1.25) | int }}
{{- $needed := mul $pods $each | int }}
{{- if and .Values.cnpg.enabled (not (include "wander.cnpg.usesApp" .)) }}
{{- $servers := mul .Values.cnpg.pooler.instances .Values.cnpg.pooler.poolSize | int }}
{{- $room := sub .Values.cnpg.maxConnections 20 | int }}
{{- if gt $servers $room }}
{{ .Values.cnpg.pooler.instances }} poolers with {{ .Values.cnpg.pooler.poolSize }} connections each may open {{ $servers }} to PostgreSQL, which has room for {{ $room }}: lower cnpg.pooler.poolSize to {{ div $room .Values.cnpg.pooler.instances }}, or raise cnpg.maxConnections to {{ add $servers 20 }}.
{{- end }}
{{- if .Values.cnpg.readsOnReplicas }}
{{- /* All may be of one replica. */}}
{{- $reads := mul $pods (add .Values.api.databaseConnections.reads (divf .Values.api.databaseConnections.pool 2 | ceil)) | int }}
{{- if gt $reads $room }}
{{ $pods }} pods of the API may open {{ $reads }} connections to a replica, which has room for {{ $room }}: lower api.databaseConnections or the number of pods, or raise cnpg.maxConnections to {{ add $reads 20 }}.
{{- end }}
{{- end }}
{{- else }}
{{- $max := .Values.externalDatabase.maxConnections | int }}
{{- $where := "externalDatabase.maxConnections" }}
{{- if .Values.cnpg.enabled }}
{{- $max = .Values.cnpg.maxConnections | int }}
{{- $where = "cnpg.maxConnections" }}
{{- end }}
{{- if .Values.postgresql.enabled }}
{{- /* The last line that says it, as PostgreSQL reads them. */}}
{{- $lines := regexFindAll "(?mi)^[ \\t]*max_connections[ \\t]*=?[ \\t]*'?[0-9]+" .Values.postgresql.primary.extendedConfiguration -1 }}
{{- $max = last $lines | default "100" | regexFind "[0-9]+$" | int }}
{{- $where = "max_connections in postgresql.primary.extendedConfiguration" }}
{{- end }}
{{- if gt $needed (sub $max 20 | int) }}
{{ $pods }} pods of the API (its most, and a quarter more in a rollout) with {{ $each }} connections each may open {{ $needed }} to PostgreSQL, which has room for {{ sub $max 20 }}: lower api.databaseConnections or the number of pods, or raise {{ $where }} to {{ add $needed 20 }}.
{{- end }}
{{- end }}
{{- end -}}

{{- define "wander.validate.edge" -}}
{{- if and .Values.ingress.enabled .Values.httpRoute.enabled }}
There can be only one edge, and ingress.enabled and httpRoute.enabled are true: leave one of them true.
{{- end }}
{{- if and .Values.ingress.tls.enabled (not (or .Values.ingress.enabled .Values.httpRoute.enabled (include "wander.isPublic" .))) }}
ingress.tls.enabled makes people come over https, and there is no Ingress that has it: set ingress.enabled=true, or ingress.tls.enabled=false.
{{- end }}
{{- $apiUrl := .Values.frontend.apiUrl }}
{{- if and (hasPrefix "/" $apiUrl) (ne $apiUrl "/graphql") }}
frontend.apiUrl is {{ $apiUrl | quote }}, a path that does not lead to the API: leave it /graphql, or name another origin with it, such as https://api.example.com/graphql.
{{- end }}
{{- if and (hasPrefix "http://" $apiUrl) (include "wander.isSecure" .) }}
frontend.apiUrl is {{ $apiUrl | quote }}, which browsers refuse to a page that came over https: begin it with https://.
{{- end }}
{{- if and .Values.ingress.enabled .Values.ingress.clusterIssuer (not .Values.ingress.tls.enabled) }}
ingress.clusterIssuer makes a certificate that nothing uses: set ingress.tls.enabled=true, or leave the issuer empty.
{{- end }}
{{- if and .Values.ingress.enabled .Values.ingress.tls.enabled (not (or .Values.ingress.tls.secretName .Values.ingress.clusterIssuer (regexMatch "cert-manager.io/(cluster-)?issuer" (.Values.ingress.annotations | toJson)))) }}
ingress.tls.enabled has no certificate: set ingress.tls.secretName to the Secret that has it, or ingress.clusterIssuer to who makes it.
{{- end }}
{{- if and .Values.ingress.enabled (include "wander.isPublic" .) (not .Values.ingress.tls.enabled) }}
In {{ .Values.global.environment }} people come over https: set ingress.tls.enabled=true.
{{- end }}
{{- range $limit, $value := .Values.ingress.rateLimit }}
{{- if and $.Values.ingress.enabled $value (eq $.Values.ingress.preset "generic") }}
ingress.rateLimit has no generic annotation: set ingress.preset to nginx or traefik, or ingress.rateLimit.{{ $limit }} to 0 (the API's own limits hold in any case).
{{- end }}
{{- end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}
httpRoute.enabled needs a Gateway: set httpRoute.parentRefs, for example to [{name: gateway, namespace: gateways}].
{{- end }}
{{- end -}}

{{- define "wander.validate.others" -}}
{{- if and (or .Values.monitoring.serviceMonitor.enabled .Values.monitoring.podMonitor.enabled .Values.monitoring.prometheusRule.enabled) .Values.networkPolicy.enabled (not .Values.networkPolicy.metrics) }}
Nobody may read the metrics that monitoring asks for: set networkPolicy.metrics, for example to [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}].
{{- end }}
{{- with .Values.monitoring.alertmanager }}
{{- if .enabled }}
{{- $reached := concat (ternary .email.for list (ne .email.to "")) (ternary .slack.for list (ne .slack.channel "")) (ternary .pagerduty.for list .pagerduty.enabled) (ternary .webhook.for list (ne .webhook.url "")) }}
{{- range $severity := list "page" "ticket" }}
{{- if not (has $severity $reached) }}
monitoring.alertmanager tells nobody of what is a {{ $severity }}: set its email.to, slack.channel, pagerduty.enabled or webhook.url, with {{ $severity }} in its `for`.
{{- end }}
{{- end }}
{{- if and .email.to (not (and .email.from .email.smarthost)) }}
monitoring.alertmanager.email.to needs a sender and a server: set email.from, and email.smarthost such as smtp.example.com:587.
{{- end }}
{{- end }}
{{- end }}
{{- if eq (.Values.api.service.port | int) 9464 }}
api.service.port is 9464, the metrics' port of the same Service: set it to another, such as 8000.
{{- end }}
{{- range .Values.api.config.trustProxy }}
{{- $parts := splitList "/" . }}
{{- $address := first $parts }}
{{- $isFour := regexMatch "^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.|$)){4}$" $address }}
{{- $isSix := and (contains ":" $address) (regexMatch "^([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}$" $address) }}
{{- $bits := rest $parts | first | default "0" | int }}
{{- if or (not (or $isFour $isSix)) (gt $bits (ternary 32 128 $isFour)) }}
api.config.trustProxy has {{ . | quote }}, which is no network: write addresses or CIDRs, such as 10.0.0.0/8.
{{- end }}
{{- end }}
{{- if and .Values.rbac.create (not .Values.rbac.rules) }}
rbac.create makes a Role, which needs rules: set rbac.rules, or leave rbac.create=false, for Wander needs none.
{{- end }}
{{- if and .Values.rbac.create (not .Values.serviceAccount.create) (not .Values.serviceAccount.name) }}
rbac.create would give rights to the namespace's default account: set serviceAccount.create=true, or serviceAccount.name.
{{- end }}
{{- range .Values.api.config.corsOrigins }}
{{- if or (not (regexMatch "^https?://[a-z0-9.-]+(:[0-9]+)?$" .)) (regexMatch "^(http://.*:80|https://.*:443)$" .) }}
api.config.corsOrigins has {{ . | quote }}, which is no origin: write it with its scheme and without a path, capitals or the port that it has anyway, such as https://app.example.com.
{{- end }}
{{- end }}
{{- end -}}
