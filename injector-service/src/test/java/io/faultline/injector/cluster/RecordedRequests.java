package io.faultline.injector.cluster;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/** The client's own HTTP, found by it in tests; notes what is asked of a cluster with a token, as its roles would name it. */
public final class RecordedRequests implements HttpClient.Factory {
    private static final Map<String, Set<String>> ASKED = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> REFUSED = new ConcurrentHashMap<>();
    private static final int FORBIDDEN = 403;

    private final HttpClient.Factory own = new JdkHttpClientFactory();

    /** What was asked with this token and not refused: <code>namespace group/resource verb</code>, "" where it is in none. */
    static Set<String> granted(String token) {
        Set<String> granted = new TreeSet<>(ASKED.getOrDefault(token, Set.of()));
        granted.removeAll(REFUSED.getOrDefault(token, Set.of()));
        return granted;
    }

    static Set<String> refused(String token) {
        return Set.copyOf(REFUSED.getOrDefault(token, Set.of()));
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return own.newBuilder();
    }

    @Override
    public HttpClient.Builder newBuilder(Config config) {
        HttpClient.Builder builder = own.newBuilder(config);
        String token = config.getOauthToken() == null ? config.getAutoOAuthToken() : config.getOauthToken();
        return token == null ? builder : builder.addOrReplaceInterceptor("recorded", new Recorder(token));
    }

    private record Recorder(String token) implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            note(ASKED, request);
        }

        @Override
        public void after(HttpRequest request, HttpResponse<?> response,
                io.fabric8.kubernetes.client.http.AsyncBody.Consumer<List<java.nio.ByteBuffer>> body) {
            if (response.code() == FORBIDDEN) {
                note(REFUSED, request);
            }
        }

        private void note(Map<String, Set<String>> where, HttpRequest request) {
            String asked = asked(request.method(), request.uri());
            if (!asked.isEmpty()) {
                where.computeIfAbsent(token, _ -> ConcurrentHashMap.newKeySet()).add(asked);
            }
        }
    }

    /** Empty for what everybody may ask: which versions and kinds there are. */
    private static String asked(String method, URI uri) {
        List<String> path = Arrays.asList(uri.getPath().substring(1).split("/"));
        int rest = path.getFirst().equals("api") ? 2 : 3;
        if (path.size() <= rest) {
            return "";
        }
        String group = rest == 2 ? "" : path.get(1);
        boolean inNamespace = path.get(rest).equals("namespaces") && path.size() > rest + 2;
        String namespace = inNamespace ? path.get(rest + 1) : "";
        List<String> object = path.subList(inNamespace ? rest + 2 : rest, path.size());
        String resource = object.getFirst() + (object.size() > 2 ? "/" + object.get(2) : "");
        return "%s %s/%s %s".formatted(namespace, group, resource,
                verb(method, object.size() > 1, String.valueOf(uri.getQuery())));
    }

    private static String verb(String method, boolean named, String query) {
        return switch (method) {
            case "GET" -> named ? "get" : query.contains("watch=true") ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> method.toLowerCase(java.util.Locale.ROOT);
        };
    }
}
