{{/* What every pod of ours is not allowed. Takes a user id. */}}
{{- define "wander.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "wander.securityContext" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Who they are: above 10,000, where no machine has users of its own. */}}
{{- define "wander.api.user" -}}10001{{- end -}}
{{- define "wander.frontend.user" -}}10101{{- end -}}

{{/* What all pods have in common. Takes [context, user, the values that say on which nodes]. */}}
{{- define "wander.podBasics" -}}
{{- $context := index . 0 -}}
serviceAccountName: {{ include "wander.serviceAccountName" $context | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $context.Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "wander.podSecurityContext" (index . 1) | nindent 2 }}
{{- with (index . 2).nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with (index . 2).tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
Where pods of one kind go: on nodes, and in zones, of their own where there are enough, and anywhere else rather than
nowhere. Takes the labels that find them.
*/}}
{{- define "wander.spread" -}}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- . | nindent 14 }}
topologySpreadConstraints:
  {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- $ | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* The API's environment, as also its migrations have it: ConfigMap, and secrets as files. */}}
{{- define "wander.api.env" -}}
envFrom:
  - configMapRef:
      name: {{ include "wander.api.fullname" . }}
env:
  {{- range $key, $_ := include "wander.api.secretFiles" . | fromYaml }}
  - name: {{ $key }}_FILE
    value: /run/secrets/wander/{{ $key }}
  {{- end }}
{{- end -}}

{{- define "wander.api.volumeMounts" -}}
volumeMounts:
  - name: secrets
    mountPath: /run/secrets/wander
    readOnly: true
  {{- if include "wander.database.caSecret" . }}
  - name: database-ca
    mountPath: /run/secrets/database-ca
    readOnly: true
  {{- end }}
  - name: tmp
    mountPath: /tmp
{{- end -}}

{{- define "wander.api.volumes" -}}
volumes:
  - name: secrets
    projected:
      defaultMode: 0440
      sources:
        {{- range $key, $secret := include "wander.api.secretFiles" . | fromYaml }}
        - secret:
            name: {{ $secret | quote }}
            items:
              - key: {{ $key | quote }}
                path: {{ $key | quote }}
        {{- end }}
  {{- with include "wander.database.caSecret" . | fromYaml }}
  - name: database-ca
    secret:
      secretName: {{ .name | quote }}
      defaultMode: 0440
      items:
        - key: {{ .key | quote }}
          path: ca.crt
  {{- end }}
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
{{- end -}}
