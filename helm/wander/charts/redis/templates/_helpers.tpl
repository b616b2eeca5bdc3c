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

{{- define "redis.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{ include "redis.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: wander
{{- end -}}

{{- define "redis.image" -}}
{{- $registry := .Values.image.registry | default .Values.global.imageRegistry -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- .Values.image.repository }}:{{ .Values.image.tag -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{- define "redis.securityContext" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: {{ .Values.containerSecurityContext.runAsUser | int }}
runAsGroup: {{ .Values.containerSecurityContext.runAsUser | int }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "redis.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "redis.fullname" .) "default") -}}
{{- end -}}
