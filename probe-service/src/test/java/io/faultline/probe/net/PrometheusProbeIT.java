package io.faultline.probe.net;

import java.io.IOException;
import java.util.Map;

import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrometheusProbeIT extends ProbingContract {
    private static final String VECTOR = """
                                         {"status":"success","data":{"resultType":"vector","result":[%s]}}""";
    private static final String SAMPLE = """
                                         {"metric":{"job":"shop"},"value":[1763719200.1,"%s"]}""";

    private Servers servers;

    @BeforeEach
    void serve() throws IOException {
        servers = new Servers();
    }

    @AfterEach
    void close() {
        servers.close();
    }

    @Override
    protected Probing probing() {
        return Net.probing();
    }

    @Override
    protected ProbeSpec holding() {
        return answering("/held", VECTOR.formatted(SAMPLE.formatted("0.25")));
    }

    @Override
    protected ProbeSpec broken() {
        return answering("/broken", VECTOR.formatted(SAMPLE.formatted("0.75")));
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return answering("/two", VECTOR.formatted(SAMPLE.formatted("0.25") + "," + SAMPLE.formatted("0.3")));
    }

    @Override
    protected ProbeSpec hanging() {
        return probe("/hang");
    }

    @Override
    protected Outcome hung() {
        return Outcome.UNMEASURABLE;
    }

    @Test
    void takesAScalarToo() throws Exception {
        assertThat(attempt(
                answering("/scalar", """
                                     {"status":"success","data":{"resultType":"scalar","result":[1.5,"0.1"]}}"""))
                .held()).isTrue();
    }

    @Test
    void saysWhyNothingWasMeasured() throws Exception {
        assertThat(attempt(answering("/none", VECTOR.formatted(""))).reason())
                .isEqualTo("Prometheus: the query has 0 samples, and has to have exactly one");
        assertThat(attempt(answering("/bad", """
                                             {"status":"error","errorType":"bad_data","error":"parse error"}"""))
                .reason()).isEqualTo("Prometheus: answered 200: parse error");
        assertThat(attempt(answering("/html", "<html>")).reason())
                .isEqualTo("Prometheus: answered 200 with what is no JSON");
        assertThat(attempt(answering("/nan", VECTOR.formatted(SAMPLE.formatted("NaN")))).outcome())
                .isEqualTo(Outcome.UNMEASURABLE);
    }

    private ProbeSpec answering(String path, String json) {
        try {
            servers.server.removeContext(path + "/api/v1/query");
        } catch (IllegalArgumentException _) {
            assertThat(json).isNotNull();
        }
        servers.on(path + "/api/v1/query", 200, json);
        return probe(path);
    }

    private PrometheusProbe probe(String path) {
        return new PrometheusProbe(servers.url(path), "rate(errors{job=\"shop\"}[1m])", Map.of(),
                new Comparator(Comparator.Type.FLOAT, "<", "0.5"));
    }
}
