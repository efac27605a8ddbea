package io.faultline.injector.net;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import io.faultline.injector.fault.network.FaultProxies;
import io.faultline.injector.fault.network.Proxy;
import io.faultline.injector.fault.network.Toxic;

/** The fault proxies of this process. */
final class OpenProxies implements FaultProxies, AutoCloseable {
    private final RandomGenerator random;
    private final Map<String, RunningProxy> running = new ConcurrentHashMap<>();

    OpenProxies(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Proxy open(Proxy proxy) throws IOException {
        RunningProxy opened = new RunningProxy(proxy, random);
        running.put(proxy.name(), opened);
        return opened.proxy();
    }

    @Override
    public void close(String name) {
        RunningProxy closed = running.remove(name);
        if (closed != null) {
            closed.close();
        }
    }

    @Override
    public Optional<Proxy> find(String name) {
        return Optional.ofNullable(running.get(name)).map(RunningProxy::proxy);
    }

    @Override
    public int faults(String name) {
        return Optional.ofNullable(running.get(name)).map(RunningProxy::faults).orElse(0);
    }

    @Override
    public void add(String proxy, String name, Toxic toxic) throws IOException {
        RunningProxy hit = running.get(proxy);
        if (hit == null) {
            throw new IOException("it is not open any more");
        }
        hit.add(name, toxic);
    }

    @Override
    public void remove(String proxy, String name) throws IOException {
        RunningProxy healed = running.get(proxy);
        if (healed != null) {
            healed.remove(name);
        }
    }

    @Override
    public void close() {
        running.keySet().forEach(this::close);
    }
}
