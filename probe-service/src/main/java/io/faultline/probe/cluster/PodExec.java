package io.faultline.probe.cluster;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import org.jspecify.annotations.Nullable;

/** One container to run commands in. */
record PodExec(KubernetesClient client, String namespace, String pod, String container) {
    private static final int LONGEST_OUTPUT = 1 << 20;
    private static final int LONGEST_ERRORS = 1 << 14;

    /**
     * How a command ended there.
     *
     * @param trouble why it was not even started; null when it was
     */
    record Outcome(int code, String output, String errors, @Nullable String trouble) {}

    /** Interrupted, it ends the connection; the command knows nothing of that. */
    Outcome run(List<String> argv, Runnable begun) throws InterruptedException, ExecutionException {
        CappedOutput output = new CappedOutput(LONGEST_OUTPUT);
        CappedOutput errors = new CappedOutput(LONGEST_ERRORS);
        CappedOutput end = new CappedOutput(LONGEST_ERRORS);
        try (ExecWatch exec = client.pods().inNamespace(namespace).withName(pod).inContainer(container)
                .withReadyWaitTimeout(0).writingOutput(output).writingError(errors).writingErrorChannel(end)
                .exec(argv.toArray(String[]::new))) {
            begun.run();
            int code = Objects.requireNonNullElse(exec.exitCode().get(), -1);
            return new Outcome(code, output.text(), errors.text(), code < 0 ? trouble(end.text()) : null);
        }
    }

    private String trouble(String end) {
        if (end.isEmpty()) {
            return "the connection to the pod was lost";
        }
        String message = client.getKubernetesSerialization().unmarshal(end, Status.class).getMessage();
        return message == null ? end : message;
    }
}
