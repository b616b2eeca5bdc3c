{{- define "postgresql.fullname" -}}{{ .Release.Name }}-postgresql{{- end -}}

{{- define "postgresql.selectorLabels" -}}
app.kubernetes.io/name: postgresql
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: primary
{{- end -}}

{{/* Labels and annotations of every object, as they stand in metadata. */}}
{{- define "postgresql.metadata" -}}
namespace: {{ .Release.Namespace | quote }}
{{- with .Values.global.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
labels:
  {{- include "postgresql.labels" . | nindent 2 }}
{{- end -}}

{{- define "postgresql.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{ include "postgresql.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: wander
{{- with .Values.global.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* A reference to the image. Wander's backups use it too: their pg_dump must not be older than the server. */}}
{{- define "postgresql.image" -}}
{{- $registry := .Values.image.registry | default .Values.global.imageRegistry -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- .Values.image.repository }}:{{ .Values.image.tag -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* What a password is called in its Secret: as one's own has it, and always the same in the chart's. Takes [context, the value's name]. */}}
{{- define "postgresql.secretKey" -}}
{{- $auth := (index . 0).Values.auth -}}
{{- $own := get $auth.secretKeys (index . 1) -}}
{{- $chart := get (dict "adminPasswordKey" "postgres-password" "userPasswordKey" "password") (index . 1) -}}
{{- ternary $own $chart (ne $auth.existingSecret "") | quote -}}
{{- end -}}

{{/* Where every version of the image that knows it has its data, on a volume at /var/lib/postgresql. */}}
{{- define "postgresql.dataDirectory" -}}
/var/lib/postgresql/{{ .Values.image.tag | toString | regexFind "^[0-9]+" }}/docker
{{- end -}}

{{- define "postgresql.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "postgresql.fullname" .) "default") -}}
{{- end -}}
