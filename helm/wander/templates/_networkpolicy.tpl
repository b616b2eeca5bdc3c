{{/* Rules that several components share. */}}
{{- define "wander.networkpolicy.dns" -}}
- ports:
    {{- range .Values.networkPolicy.dnsPorts }}
    - { port: {{ . | int }}, protocol: UDP }
    - { port: {{ . | int }}, protocol: TCP }
    {{- end }}
{{- end }}
{{- define "wander.networkpolicy.database" -}}
{{- if .Values.postgresql.enabled -}}
- to:
    - podSelector:
        matchLabels: { app.kubernetes.io/name: postgresql, app.kubernetes.io/instance: {{ .Release.Name | quote }} }
  ports:
    - { port: 5432, protocol: TCP }
{{- else if .Values.cnpg.enabled -}}
- to:
    - podSelector:
        matchLabels: { cnpg.io/cluster: {{ include "wander.cnpg.fullname" . | quote }} }
  ports:
    - { port: 5432, protocol: TCP }
{{- else -}}
# Elsewhere: the policy knows its port alone.
- ports:
    - { port: {{ .Values.externalDatabase.port }}, protocol: TCP }
{{- end }}
{{- end -}}
