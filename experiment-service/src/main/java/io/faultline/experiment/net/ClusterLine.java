package io.faultline.experiment.net;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.experiment.infrastructure.ClusterObjects;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.http.ApiSettings;
import io.faultline.http.InfrastructureSeals;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Asks the injector, which reaches clusters, or their agents; it believes a cluster only that is sealed here. */
@Component
final class ClusterLine implements ClusterObjects, AutoCloseable {
    private final HouseCall injector;
    private final InfrastructureSeals seals;

    ClusterLine(@Value("${faultline.injector.url}") URI injector,
            @Value("${faultline.injector.patience}") Duration patience, ApiSettings api, InfrastructureSeals seals) {
        this.injector = new HouseCall("the injector", injector, patience, api);
        this.seals = seals;
    }

    @Override
    public Looked namespaces(@Nullable KeptInfrastructure where) {
        return look(where, Map.of());
    }

    @Override
    public Looked in(@Nullable KeptInfrastructure where, String namespace, String resource,
            List<Workload> workloads) {
        return look(where, Map.of("namespace", namespace, "resource", resource, "workloads", workloads));
    }

    private Looked look(@Nullable KeptInfrastructure where, Map<String, Object> wanted) {
        Map<String, Object> body = new LinkedHashMap<>(wanted);
        if (where != null) {
            body.put("infrastructure", seals.seal(where.frozen()));
        }
        HouseCall.Answer answer = injector.call("POST", "/api/v1/faults/objects", body);
        if (!answer.isGood() || answer.body() == null) {
            return new Looked.Refused(answer.why());
        }
        List<Seen> found = new ArrayList<>();
        answer.body().path("objects").forEach(object -> {
            Map<String, String> labels = new LinkedHashMap<>();
            object.path("labels").forEachEntry((key, value) -> labels.put(key, value.asString("")));
            found.add(new Seen(object.path("name").asString(""), labels));
        });
        return new Looked.Found(found);
    }

    @Override
    public void close() {
        injector.close();
    }
}
