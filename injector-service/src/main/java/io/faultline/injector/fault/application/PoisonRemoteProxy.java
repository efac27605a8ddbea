package io.faultline.injector.fault.application;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.faultline.contracts.fault.Toxiproxy;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.network.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts a toxic into a proxy of a Toxiproxy server, or disables it. */
record PoisonRemoteProxy(Toxiproxy spec, @Nullable Infrastructure where, Reach reach, Notation notation,
        Lifelines lifelines)
        implements
            Driver<ApplicationUndo> {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    @Override
    public Plan<ApplicationUndo> plan(String mark) throws FaultRefused {
        Reach.Chosen chosen = reach.choose(spec.target(), "", where);
        List<Hit<ApplicationUndo>> hits = new ArrayList<>();
        for (Door door : chosen.doors()) {
            hits.add(hit(door, mark));
        }
        return new Plan<>(chosen.matched(), hits);
    }

    private Hit<ApplicationUndo> hit(Door door, String mark) throws FaultRefused {
        Map<String, Object> proxy = look(door);
        String listen = String.valueOf(proxy.get("listen"));
        protect(door, listen);
        if (isDown() && !Boolean.TRUE.equals(proxy.get("enabled"))) {
            throw new FaultRefused("the proxy '%s' at %s is disabled already".formatted(spec.proxy(), door.name()));
        }
        HitTarget target = new HitTarget("toxiproxy", "%s at %s".formatted(spec.proxy(), door.name()),
                "%s -> %s".formatted(listen, proxy.get("upstream")));
        return new Hit<>(target, isDown()
                ? new ApplicationUndo.EnableRemoteProxy(door, spec.proxy())
                : new ApplicationUndo.RemoveRemoteToxic(door, spec.proxy(), mark),
                isDown()
                        ? "disabled the proxy '%s' at %s".formatted(spec.proxy(), door.name())
                        : "put a %s into the proxy '%s' at %s".formatted(spec.toxic(), spec.proxy(), door.name()));
    }

    private Map<String, Object> look(Door door) throws FaultRefused {
        try {
            Answer answer = reach.call(door, Call.read(Calming.proxy(spec.proxy())));
            if (answer.status() == NOT_FOUND && answer.text().contains("proxy not found")) {
                throw new FaultRefused("Toxiproxy at %s has no proxy '%s'; see GET %s/proxies".formatted(door.name(),
                        spec.proxy(), door.address()));
            }
            Map<String, Object> proxy = answer.isFine() ? notation.read(answer.text()) : Map.of();
            if (!proxy.containsKey("listen") || !proxy.containsKey("enabled")) {
                throw new FaultRefused("there is no Toxiproxy at %s: %s".formatted(door.name(), answer.shown()));
            }
            return proxy;
        } catch (IOException e) {
            throw new FaultRefused("Toxiproxy at %s is not reached: %s".formatted(door.name(), Calming.text(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultRefused("interrupted while %s was looked at".formatted(door.name()), e);
        }
    }

    private void protect(Door door, String listen) throws FaultRefused {
        try {
            Proxy.Address address = Proxy.Address.parse(listen);
            Proxy.Address there = new Proxy.Address(URI.create(door.address()).getHost(), address.port());
            if (lifelines.leadThrough(address) || lifelines.leadThrough(there)) {
                throw new FaultRefused(Refusal.PROTECTED_TARGET,
                        "the proxy '%s' is never hit: Faultline reaches its own database or broker through it at %s"
                                .formatted(spec.proxy(), listen));
            }
        } catch (IllegalArgumentException e) {
            throw new FaultRefused("where the proxy '%s' listens is not understood: %s".formatted(spec.proxy(), listen),
                    e);
        }
    }

    private boolean isDown() {
        return spec.toxic().equals("down");
    }

    @Override
    public List<String> ailing() throws FaultRefused {
        return reach.ailing(spec.target(), where);
    }

    @Override
    public void inject(ApplicationUndo undo, Duration longest) throws FaultRefused, InterruptedException {
        try {
            Answer answer = reach.call(undo.door(), order(undo));
            if (!answer.isFine() && answer.status() != CONFLICT) {
                throw new FaultRefused("Toxiproxy at %s does not take it: %s".formatted(undo.door().name(),
                        answer.shown()));
            }
        } catch (IOException e) {
            throw new FaultRefused("Toxiproxy at %s is not reached: %s".formatted(undo.door().name(),
                    Calming.text(e)), e);
        }
    }

    private Call order(ApplicationUndo undo) {
        if (!(undo instanceof ApplicationUndo.RemoveRemoteToxic toxic)) {
            return Call.post(Calming.proxy(spec.proxy()), "{\"enabled\":false}");
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", toxic.toxic());
        told.put("type", spec.toxic());
        told.put("stream", spec.direction().name().toLowerCase(Locale.ROOT));
        told.put("toxicity", spec.toxicity() / 100.0);
        told.put("attributes", spec.attributes());
        return Call.post(Calming.proxy(spec.proxy()) + "/toxics", notation.write(told));
    }
}
