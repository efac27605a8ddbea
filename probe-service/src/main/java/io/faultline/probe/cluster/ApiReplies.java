package io.faultline.probe.cluster;

import java.util.List;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Web;
import org.jspecify.annotations.Nullable;

/** Tells answers of the API server from those of the service behind its proxy, and what they mean. */
final class ApiReplies {
    private static final String ITS_OWN = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",";
    private static final int LONGEST = 1 << 16;
    private static final List<String> NOBODY_LISTENS = List.of("error trying to reach service",
            "no endpoints available",
            "no service port");

    private ApiReplies() {}

    static Web.Reply seen(Web.Reply.Answered answered) {
        if (answered.status() < 400 || answered.body().length() > LONGEST || !answered.body().startsWith(ITS_OWN)) {
            return answered;
        }
        Status status = new KubernetesSerialization().unmarshal(answered.body(), Status.class);
        if (status.getCode() == null || status.getCode() != answered.status()) {
            return answered;
        }
        @Nullable
        String told = status.getMessage();
        return new Web.Reply.Failed(judgement(answered.status(), told == null ? "no reason given" : told));
    }

    private static Judgement judgement(int code, String message) {
        if (NOBODY_LISTENS.stream().anyMatch(message::contains)) {
            return Judgement.failed("connection refused: " + message);
        }
        return code == 404
                ? Judgement.failed("the host name is unknown: " + message)
                : Judgement.unmeasurable(Unanswered.words(code, message));
    }
}
