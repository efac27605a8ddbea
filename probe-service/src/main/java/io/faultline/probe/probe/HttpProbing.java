package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.wire.DurationText;
import io.faultline.probe.compare.ComparatorRules;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;

/** Measures by sending a request: status first, then time, then body. No answer in time is a failure. */
record HttpProbing(Web web, Passages passages) {
    Judgement attempt(HttpProbe probe, Values values, Duration timeout, Place place) throws InterruptedException {
        if (!probe.inside()) {
            return judge(probe, web.send(values.filled(probe.call()), timeout));
        }
        try (Passage passage = passages.open(place)) {
            return judge(probe, web.send(values.filled(probe.call()), timeout, passage));
        }
    }

    private static Judgement judge(HttpProbe probe, Web.Reply reply) {
        return switch (reply) {
            case Web.Reply.Failed failed -> failed.judgement();
            case Web.Reply.Answered answered -> judge(probe.expect(), answered);
        };
    }

    private static Judgement judge(HttpProbe.Expect expect, Web.Reply.Answered answered) {
        String code = Integer.toString(answered.status());
        Judgement status = expect.status() == null
                ? Judgement.held(code)
                : ComparatorRules.judge(expect.status(), code);
        if (!status.held()) {
            return status;
        }
        if (expect.within() != null && answered.took().compareTo(expect.within()) > 0) {
            return Judgement.broken(text(Duration.ofMillis(answered.took().toMillis())),
                    "within " + text(expect.within()));
        }
        if (!answered.whole() && (expect.body() != null || expect.within() != null)) {
            return Judgement.unmeasurable("the body is too long to be judged");
        }
        Judgement body = expect.body() == null ? status : ComparatorRules.judge(expect.body(), answered.body());
        return body.held() ? status : body;
    }

    private static String text(Duration duration) {
        return new DurationText(duration).toString();
    }
}
