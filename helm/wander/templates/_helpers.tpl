{{/* The chart's name. */}}
{{- define "wander.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What the names of all objects begin with: the release's name, with the chart's where that does not say it. */}}
{{- define "wander.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "wander.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "wander.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "wander.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "wander.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: wander
{{- end -}}

{{/* Labels that find the release's pods; together with app.kubernetes.io/component, those of one component. */}}
{{- define "wander.selectorLabels" -}}
app.kubernetes.io/name: {{ include "wander.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* The metadata of an object. Takes [context, name, component], and its annotations as a dict where it has some. */}}
{{- define "wander.metadata" -}}
{{- $context := index . 0 -}}
{{- $annotations := dict -}}
{{- if gt (len .) 3 }}{{ $annotations = index . 3 }}{{ end -}}
name: {{ index . 1 | quote }}
namespace: {{ $context.Release.Namespace | quote }}
{{- with merge $annotations ($context.Values.global.commonAnnotations | default dict) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
labels:
  {{- $labels := include "wander.labels" $context | fromYaml }}
  {{- merge (dict "app.kubernetes.io/component" (index . 2)) $labels ($context.Values.global.commonLabels | default dict) | toYaml | nindent 2 }}
{{- end -}}

{{/* The labels of one component's pods. Takes [context, component]. */}}
{{- define "wander.podLabels" -}}
{{ include "wander.selectorLabels" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "wander.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "wander.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "wander.api.fullname" -}}{{ include "wander.fullname" . }}-api{{- end -}}
{{- define "wander.frontend.fullname" -}}{{ include "wander.fullname" . }}-frontend{{- end -}}

{{/* The subcharts' names, as Bitnami's charts form them. */}}
{{- define "wander.postgresql.fullname" -}}{{ .Release.Name }}-postgresql{{- end -}}
{{- define "wander.redis.fullname" -}}{{ .Release.Name }}-redis{{- end -}}
{{- define "wander.cnpg.fullname" -}}{{ include "wander.fullname" . }}-db{{- end -}}

{{/* A reference to an image. Takes [context, image]. A registry of its own wins over global.imageRegistry. */}}
{{- define "wander.image" -}}
{{- $context := index . 0 -}}
{{- $image := index . 1 -}}
{{- $registry := $image.registry | default $context.Values.global.imageRegistry -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- $image.repository }}:{{ $image.tag | default $context.Chart.AppVersion -}}
{{- with $image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* Is it for others than its developers? Then images and secrets come from outside. */}}
{{- define "wander.isPublic" -}}
{{- if ne .Values.global.environment "development" }}true{{ end -}}
{{- end -}}

{{/* Do people reach it over TLS? Wherever it is public, and at an edge with a certificate. */}}
{{- define "wander.isSecure" -}}
{{- if or (include "wander.isPublic" .) .Values.ingress.tls.enabled .Values.httpRoute.enabled }}true{{ end -}}
{{- end -}}

{{/* The host names that an edge answers to, as a list. */}}
{{- define "wander.hosts" -}}
{{- prepend (.Values.global.extraDomains | default list) .Values.global.domain | uniq | toYaml -}}
{{- end -}}

{{/* Where people open Wander. Without an edge: kubectl port-forward to port 3000. */}}
{{- define "wander.origin" -}}
{{- if include "wander.isSecure" . -}}
https://{{ .Values.global.domain }}
{{- else if .Values.ingress.enabled -}}
http://{{ .Values.global.domain }}
{{- else -}}
http://{{ .Values.global.domain }}:3000
{{- end -}}
{{- end -}}

{{/* The name under which Prometheus knows the question whether people reach Wander. */}}
{{- define "wander.probeJob" -}}
{{ .Release.Namespace }}/{{ include "wander.fullname" . }}-probe
{{- end -}}

{{/* How many pods there may be at once in a rollout. Takes api or frontend. */}}
{{- define "wander.mostReplicas" -}}
{{- if .autoscaling.enabled }}{{ .autoscaling.maxReplicas | int }}{{ else }}{{ .replicaCount | int }}{{ end -}}
{{- end -}}

{{/* How many pods there are at least. Takes api or frontend. */}}
{{- define "wander.fewestReplicas" -}}
{{- if .autoscaling.enabled }}{{ .autoscaling.minReplicas | int }}{{ else }}{{ .replicaCount | int }}{{ end -}}
{{- end -}}

{{/* What an object of this chart holds, without its name and labels, which change with the chart's version. Takes [context, template]. */}}
{{- define "wander.contents" -}}
{{- $context := index . 0 -}}
{{- omit (include (print $context.Template.BasePath "/" (index . 1 | trimPrefix "/")) $context | fromYaml) "metadata" | toJson -}}
{{- end -}}

{{/* Whatever a rollout must follow, as one short text. Takes any value. */}}
{{- define "wander.checksum" -}}
{{- . | toString | sha256sum | trunc 32 -}}
{{- end -}}
