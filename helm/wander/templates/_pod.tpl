{{/*
What all workloads share, those of charts/postgresql and charts/redis too. Most take the values of a component: `pod`
below.
*/}}

{{/* A map without what is null. */}}
{{- define "wander.given" -}}
{{- $given := dict }}
{{- range $key, $value := . }}
{{- if not (kindIs "invalid" $value) }}{{ $_ := set $given $key $value }}{{ end }}
{{- end }}
{{- toYaml $given }}
{{- end -}}

{{/* The container's security context; its group is the user's number unless another is given. Takes pod. */}}
{{- define "wander.securityContext" -}}
{{- $own := include "wander.given" .containerSecurityContext | fromYaml }}
{{- with $own.runAsUser }}{{ $own = merge $own (dict "runAsGroup" .) }}{{ end }}
{{- toYaml $own }}
{{- end -}}

{{/* The pod's: ids are those of the container unless others are given, and none where that has none. Takes pod. */}}
{{- define "wander.podSecurityContext" -}}
{{- $own := include "wander.given" .podSecurityContext | fromYaml }}
{{- with include "wander.securityContext" . | fromYaml }}
{{- if .runAsUser }}
{{- $own = merge $own (dict "runAsUser" .runAsUser "runAsGroup" .runAsGroup "fsGroup" .runAsGroup) }}
{{- end }}
{{- end }}
{{- toYaml $own }}
{{- end -}}

{{/*
Labels and annotations of a pod, whose own win. Takes a dict: context, pod, labels (those that find it, as text) and
annotations (a dict). No version is among them: a pod begins anew only when something in it changes.
*/}}
{{- define "wander.podMetadata" -}}
{{- $labels := merge (fromYaml .labels) (dict "app.kubernetes.io/part-of" "wander") (.pod.podLabels | default dict) (.context.Values.global.commonLabels | default dict) -}}
labels:
  {{- toYaml $labels | nindent 2 }}
{{- with merge (.annotations | default dict) (.pod.podAnnotations | default dict) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What all pods have in common. Takes a dict: context, pod, account (its service account). */}}
{{- define "wander.podBasics" -}}
serviceAccountName: {{ .account | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .context.Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "wander.podSecurityContext" .pod | nindent 2 }}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "dnsConfig" "hostAliases" }}
{{- with get $.pod $key }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
Where pods of one kind go: on nodes, and in zones, of their own where there are enough, and anywhere else rather than
nowhere. Takes a dict: labels (those that find them, as text), pod, whose affinity wins, and alone where there is one pod.
*/}}
{{- define "wander.spread" -}}
affinity:
  {{- with .pod.affinity }}
  {{- toYaml . | nindent 2 }}
  {{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- .labels | nindent 14 }}
  {{- end }}
{{- if not .alone }}
topologySpreadConstraints:
  {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- $.labels | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* One of the three probes: what it asks, and the component's numbers. Takes a dict: pod, probe, ask (as text). */}}
{{- define "wander.probe" -}}
{{ .probe }}:
  {{- .ask | nindent 2 }}
  {{- with get .pod .probe }}
  {{- include "wander.given" . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/*
An exporter beside a container, at 127.0.0.1 of which it asks. Takes a dict: context, pod, port, env and mounts (as text). Its port is
`exporter` in each pod, by which the PodMonitor finds it. It has no probe: one that fails would take what it stands beside out of its Service, or
restart it. That it is away, Prometheus sees.
*/}}
{{- define "wander.exporter" -}}
{{- $metrics := .context.Values.metrics }}
{{- if $metrics.enabled }}
{{- $registry := $metrics.image.registry | default .context.Values.global.imageRegistry }}
- name: exporter
  image: {{ with $registry }}{{ . }}/{{ end }}{{ $metrics.image.repository }}:{{ $metrics.image.tag }}{{ with $metrics.image.digest }}@{{ . }}{{ end }}
  imagePullPolicy: {{ $metrics.image.pullPolicy }}
  env:
    {{- .env | nindent 4 }}
  ports:
    - name: exporter
      containerPort: {{ .port }}
  resources:
    {{- toYaml $metrics.resources | nindent 4 }}
  securityContext:
    {{- include "wander.securityContext" .pod | nindent 4 }}
  {{- with .mounts }}
  volumeMounts:
    {{- . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* A claim's storage class: nothing for the cluster's default, and the empty one for `-`. Takes persistence. */}}
{{- define "wander.storageClass" -}}
{{- with .storageClass }}
storageClassName: {{ ternary "" . (eq . "-") | quote }}
{{- end }}
{{- end -}}

{{/* The volume `data` of a StatefulSet, where no template of claims makes it. Takes persistence. */}}
{{- define "wander.dataVolume" -}}
{{- if not .enabled }}
- name: data
  emptyDir: {}
{{- else if .existingClaim }}
- name: data
  persistentVolumeClaim:
    claimName: {{ .existingClaim | quote }}
{{- end }}
{{- end -}}

{{/* The API's environment, as also its migrations have it: ConfigMap, and secrets as files. */}}
{{- define "wander.api.env" -}}
envFrom:
  - configMapRef:
      name: {{ include "wander.api.fullname" . }}
  {{- with .Values.api.extraEnvFrom }}{{ toYaml . | nindent 2 }}{{ end }}
env:
  {{- range $key, $_ := include "wander.api.secretFiles" . | fromYaml }}
  - name: {{ $key }}_FILE
    value: /run/secrets/wander/{{ $key }}
  {{- end }}
  {{- if include "wander.customCA" . }}
  - name: NODE_EXTRA_CA_CERTS
    value: /run/secrets/custom-ca/ca.crt
  {{- end }}
  {{- with .Values.api.extraEnv }}{{ toYaml . | nindent 2 }}{{ end }}
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
  {{- if include "wander.customCA" . }}
  - name: custom-ca
    mountPath: /run/secrets/custom-ca
    readOnly: true
  {{- end }}
  - name: tmp
    mountPath: /tmp
  {{- with .Values.api.extraVolumeMounts }}{{ toYaml . | nindent 2 }}{{ end }}
{{- end -}}

{{- define "wander.api.volumes" -}}
volumes:
  - name: secrets
    {{- $keys := include "wander.api.secretKeys" . | fromYaml }}
    projected:
      defaultMode: 0440
      sources:
        {{- range $key, $secret := include "wander.api.secretFiles" . | fromYaml }}
        - secret:
            name: {{ $secret | quote }}
            items:
              - key: {{ get $keys $key | default $key | quote }}
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
  {{- with include "wander.customCA" . }}
  - name: custom-ca
    {{- trim . | nindent 4 }}
  {{- end }}
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
  {{- with .Values.api.extraVolumes }}{{ toYaml . | nindent 2 }}{{ end }}
{{- end -}}

{{/* The volume with an authority of one's own, which Node.js trusts besides those that it knows; or nothing. */}}
{{- define "wander.customCA" -}}
{{- with .Values.customCA }}
{{- if .existingSecret }}
secret:
  secretName: {{ .existingSecret | quote }}
  defaultMode: 0440
  items: [{ key: {{ .key | quote }}, path: ca.crt }]
{{- else if .existingConfigMap }}
configMap:
  name: {{ .existingConfigMap | quote }}
  items: [{ key: {{ .key | quote }}, path: ca.crt }]
{{- end }}
{{- end }}
{{- end -}}
