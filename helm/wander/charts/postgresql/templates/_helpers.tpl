{{- define "postgresql.fullname" -}}{{ .Release.Name }}-postgresql{{- end -}}

{{- define "postgresql.selectorLabels" -}}
app.kubernetes.io/name: postgresql
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: primary
{{- end -}}

{{- define "postgresql.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{ include "postgresql.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: wander
{{- end -}}

{{/* A reference to the image. Wander's backups use it too: their pg_dump must not be older than the server. */}}
{{- define "postgresql.image" -}}
{{- $registry := .Values.image.registry | default .Values.global.imageRegistry -}}
{{- with $registry }}{{ . }}/{{ end -}}
{{- .Values.image.repository }}:{{ .Values.image.tag -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* Where every version of the image that knows it has its data, on a volume at /var/lib/postgresql. */}}
{{- define "postgresql.dataDirectory" -}}
/var/lib/postgresql/{{ .Values.image.tag | toString | regexFind "^[0-9]+" }}/docker
{{- end -}}

{{- define "postgresql.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "postgresql.fullname" .) "default") -}}
{{- end -}}
