// Holds manifests against the Pod Security Standard "restricted", by the library that the API server uses. Reads YAML from
// the standard input and prints a line for each workload that is refused; the last line says how many it looked at.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	sigs "sigs.k8s.io/yaml"
)

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	check(err)
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	documents := yaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	looked, refused := 0, 0
	for {
		document, err := documents.Read()
		if err == io.EOF {
			break
		}
		check(err)
		name, pod := podOf(document)
		if pod == nil {
			continue
		}
		looked++
		result := policy.AggregateCheckResults(evaluator.EvaluatePod(restricted, &pod.ObjectMeta, &pod.Spec))
		if !result.Allowed {
			refused++
			fmt.Printf("%s: %s\n", name, result.ForbiddenDetail())
		}
	}
	fmt.Printf("%d looked at, %d refused\n", looked, refused)
	if refused > 0 {
		os.Exit(1)
	}
}

// podOf returns the pod that a manifest makes, or nothing.
func podOf(document []byte) (string, *corev1.PodTemplateSpec) {
	var kind struct {
		metav1.TypeMeta   `json:",inline"`
		metav1.ObjectMeta `json:"metadata"`
	}
	check(sigs.Unmarshal(document, &kind))
	name := kind.Kind + "/" + kind.Name
	switch kind.Kind {
	case "Pod":
		var pod corev1.Pod
		check(sigs.Unmarshal(document, &pod))
		return name, &corev1.PodTemplateSpec{ObjectMeta: pod.ObjectMeta, Spec: pod.Spec}
	case "Deployment":
		var deployment appsv1.Deployment
		check(sigs.Unmarshal(document, &deployment))
		return name, &deployment.Spec.Template
	case "StatefulSet":
		var set appsv1.StatefulSet
		check(sigs.Unmarshal(document, &set))
		return name, &set.Spec.Template
	case "Job":
		var job batchv1.Job
		check(sigs.Unmarshal(document, &job))
		return name, &job.Spec.Template
	case "CronJob":
		var job batchv1.CronJob
		check(sigs.Unmarshal(document, &job))
		return name, &job.Spec.JobTemplate.Spec.Template
	}
	return name, nil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
