package io.faultline.experiment.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A real git server over HTTP: one repository in memory, its branch main, read and pushed to as git does. */
public final class GitServer implements AutoCloseable {
    private static final String BRANCH = "refs/heads/main";
    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("repository"));
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> authorizations = new ArrayList<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private @Nullable String required;
    private @Nullable String elsewhere;
    private boolean silent;

    public GitServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    public String url() {
        return "http://127.0.0.1:%d/repository.git".formatted(http.getAddress().getPort());
    }

    /** What is served here, for who serves it otherwise as well. */
    Repository repository() {
        return repository;
    }

    /** Lets nobody in but this user with this secret. */
    public GitServer requiring(String user, String secret) {
        required = "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public void openToAll() {
        required = null;
    }

    /** Sends everybody there instead. */
    public void redirecting(@Nullable String to) {
        elsewhere = to;
    }

    /** Takes requests and never answers. */
    public void falling(boolean asleep) {
        silent = asleep;
    }

    /** What was shown to be let in. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    public void put(String path, String text) {
        put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void put(String path, byte[] bytes) {
        files.put(path, bytes);
        commit(List.of());
    }

    public void putAll(Map<String, String> all) {
        all.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        commit(List.of());
    }

    public void delete(String path) {
        files.remove(path);
        commit(List.of());
    }

    public void clear() {
        files.clear();
        commit(List.of());
    }

    /** With links and submodules beside the files: mode and path of each, and what it holds. */
    public record Odd(FileMode mode, String path, String content) {}

    public void commit(List<Odd> odd) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                builder.add(entry(file.getKey(), FileMode.REGULAR_FILE,
                        inserter.insert(Constants.OBJ_BLOB, file.getValue())));
            }
            for (Odd each : odd) {
                ObjectId id = FileMode.GITLINK.equals(each.mode())
                        ? ObjectId.fromString("1".repeat(40))
                        : inserter.insert(Constants.OBJ_BLOB, each.content().getBytes(StandardCharsets.UTF_8));
                builder.add(entry(each.path(), each.mode(), id));
            }
            builder.finish();
            commit(inserter, index.writeTree(inserter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tree no honest git would write: a file whose name is a way out, in the folder of a fault. */
    public void commitWayOut() {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, "kind: ChaosEngine".getBytes(StandardCharsets.UTF_8));
            ObjectId way = tree(inserter, "engine.yaml", FileMode.REGULAR_FILE, blob);
            ObjectId category = tree(inserter, "..", FileMode.TREE, way);
            ObjectId faults = tree(inserter, "generic", FileMode.TREE, category);
            commit(inserter, tree(inserter, "faults", FileMode.TREE, faults));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectId tree(ObjectInserter inserter, String name, FileMode mode, ObjectId id) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        tree.append(name, mode, id);
        return inserter.insert(tree);
    }

    private static DirCacheEntry entry(String path, FileMode mode, ObjectId id) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(mode);
        entry.setObjectId(id);
        return entry;
    }

    private void commit(ObjectInserter inserter, ObjectId tree) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        PersonIdent somebody = new PersonIdent("somebody", "somebody@example.org", Instant.ofEpochSecond(1_700_000_000),
                ZoneOffset.UTC);
        commit.setTreeId(tree);
        ObjectId before = repository.resolve(BRANCH);
        if (before != null) {
            commit.setParentId(before);
        }
        commit.setAuthor(somebody);
        commit.setCommitter(somebody);
        commit.setMessage("change");
        ObjectId made = inserter.insert(commit);
        inserter.flush();
        RefUpdate update = repository.updateRef(BRANCH);
        update.setNewObjectId(made);
        update.forceUpdate();
    }

    /** What stands in a file at the tip of the branch; null if there is none. */
    public @Nullable String read(String path) {
        try (var commits = new org.eclipse.jgit.revwalk.RevWalk(repository)) {
            var tree = commits.parseCommit(repository.resolve(BRANCH)).getTree();
            try (TreeWalk walk = TreeWalk.forPath(repository, path, tree)) {
                return walk == null
                        ? null
                        : new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many commits there are on the branch. */
    public int commits() {
        try (var commits = new org.eclipse.jgit.revwalk.RevWalk(repository)) {
            commits.markStart(commits.parseCommit(repository.resolve(BRANCH)));
            int count = 0;
            while (commits.next() != null) {
                count++;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            if (shown != null) {
                authorizations.add(shown);
            }
            if (silent) {
                sleepForever();
            } else if (elsewhere != null) {
                exchange.getResponseHeaders().set("Location", elsewhere + exchange.getRequestURI());
                exchange.sendResponseHeaders(301, -1);
            } else if (required != null && !required.equals(shown)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
                advertise(exchange);
            } else {
                serve(exchange);
            }
        }
    }

    private static void sleepForever() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void advertise(HttpExchange exchange) throws IOException {
        String service = exchange.getRequestURI().getQuery().replaceFirst("service=", "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(bytes);
        lines.writeString("# service=" + service + "\n");
        lines.end();
        RefAdvertiser advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(lines);
        if (service.equals("git-upload-pack")) {
            UploadPack upload = new UploadPack(repository);
            upload.setBiDirectionalPipe(false);
            upload.sendAdvertisedRefs(advertiser);
        } else {
            ReceivePack receive = new ReceivePack(repository);
            receive.setBiDirectionalPipe(false);
            receive.sendAdvertisedRefs(advertiser);
        }
        send(exchange, "application/x-" + service + "-advertisement", bytes.toByteArray());
    }

    private void serve(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream raw = exchange.getRequestBody();
        InputStream in = gzip ? new GZIPInputStream(raw) : raw;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean reading = exchange.getRequestURI().getPath().endsWith("/git-upload-pack");
        if (reading) {
            UploadPack upload = new UploadPack(repository);
            upload.setBiDirectionalPipe(false);
            upload.upload(in, bytes, null);
        } else {
            ReceivePack receive = new ReceivePack(repository);
            receive.setBiDirectionalPipe(false);
            receive.receive(in, bytes, null);
        }
        send(exchange, "application/x-git-%s-result".formatted(reading ? "upload-pack" : "receive-pack"),
                bytes.toByteArray());
    }

    private static void send(HttpExchange exchange, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        repository.close();
    }
}
