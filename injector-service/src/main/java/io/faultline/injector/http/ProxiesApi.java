package io.faultline.injector.http;

import java.io.IOException;
import java.util.Optional;

import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.injector.fault.network.FaultProxies;
import io.faultline.injector.fault.network.Proxies;
import io.faultline.injector.fault.network.Proxy;
import io.faultline.injector.fault.network.ProxyRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Fault proxies: what network faults are aimed at. */
@RestController
@RequestMapping("/api/v1/proxies")
class ProxiesApi {
    private final ProxyRegistry registry;
    private final Proxies registered;
    private final FaultProxies open;

    ProxiesApi(ProxyRegistry registry, Proxies registered, FaultProxies open) {
        this.registry = registry;
        this.registered = registered;
        this.open = open;
    }

    /** What is asked for; the name may stand in the path instead. */
    record ProxyRequest(@Nullable String name, @Nullable String listen, @Nullable String upstream) {}

    /** A proxy as it is: whether it is open, and how many faults act on it. */
    record ProxyView(String name, String listen, String upstream, boolean open, int faults) {}

    @GetMapping
    Page<ProxyView> list(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "0") int limit) {
        var found = registered.list(after, Page.probe(limit)).stream().map(this::view).toList();
        return Page.of(found, limit, ProxyView::name);
    }

    @GetMapping("/{name}")
    ProxyView one(@PathVariable String name) {
        return registered.find(name).map(this::view).orElseThrow(() -> Problem.notFound("fault proxy", name));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ProxyView add(@RequestBody ProxyRequest asked) {
        return put(Optional.ofNullable(asked.name()).orElse(""), asked);
    }

    @PutMapping("/{name}")
    ProxyView put(@PathVariable String name, @RequestBody ProxyRequest asked) {
        if (asked.listen() == null || asked.upstream() == null) {
            throw new Problem(ProblemType.INVALID_REQUEST, "A fault proxy needs listen and upstream, as host:port.");
        }
        try {
            return view(registry.register(
                    new Proxy(name, Proxy.Address.parse(asked.listen()), Proxy.Address.parse(asked.upstream()))));
        } catch (IOException | ProxyRegistry.Occupied e) {
            throw new Problem(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        try {
            if (!registry.remove(name)) {
                throw Problem.notFound("fault proxy", name);
            }
        } catch (ProxyRegistry.Occupied e) {
            throw new Problem(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private ProxyView view(Proxy proxy) {
        return new ProxyView(proxy.name(), proxy.listen().toString(), proxy.upstream().toString(),
                open.find(proxy.name()).isPresent(), open.faults(proxy.name()));
    }
}
