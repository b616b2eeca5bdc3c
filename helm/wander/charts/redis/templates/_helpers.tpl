{{- define "redis.fullname" -}}{{ .Release.Name }}-redis{{- end -}}

{{/* The pods: `master`, or `node` where one of several is the primary. */}}
{{- define "redis.component" -}}
{{- eq .Values.architecture "replication" | ternary "node" "master" -}}
{{- end -}}

{{- define "redis.selectorLabels" -}}
app.kubernetes.io/name: redis
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: {{ include "redis.component" . }}
{{- end -}}

{{/* Labels and annotations of every object, as they stand in metadata. */}}
{{- define "redis.metadata" -}}
namespace: {{ .Release.Namespace | quote }}
{{- with .Values.global.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
labels:
  {{- include "redis.labels" . | nindent 2 }}
{{- end -}}

{{- define "redis.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{ include "redis.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: wander
{{- with .Values.global.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "redis.image" -}}
{{- $registry := .Values.image.registry | default .Values.global.imageRegistry -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- .Values.image.repository }}:{{ .Values.image.tag -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{- define "redis.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "redis.fullname" .) "default") -}}
{{- end -}}
