package io.faultline.experiment.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Fetched;
import org.eclipse.jgit.transport.http.HttpConnection;

/**
 * Fetches a zip file and takes the wanted files out of it. The zip itself lies in a temporary file as long as it is read;
 * nothing is unpacked but what is wanted, and that nowhere.
 */
record ZipReading(GitSettings settings, Bounds bounds, Taking taking) {
    private static final int MOST_HOPS = 3;

    /** Its version is the digest of its bytes. */
    Fetched read(String url) throws IOException {
        if (!url.toLowerCase(Locale.ROOT).matches("https?://.*")) {
            throw new Egress.NotAllowed("it is not reached by http or https");
        }
        Path file = Files.createTempFile("faultline-git", ".zip");
        try {
            String version = fetch(URI.create(url), file);
            try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1)) {
                return zip.size() > bounds.entries()
                        ? new Fetched.Failed("it holds more than %d files and folders".formatted(bounds.entries()))
                        : take(zip, ZipLinks.in(file), version);
            }
        } catch (ZipException e) {
            throw new Egress.NotAllowed("what is there is no zip file this server reads");
        } finally {
            Files.delete(file);
        }
    }

    /** Each address it is sent on to is looked at like the first; from https to http it does not go. */
    private String fetch(URI first, Path file) throws IOException {
        GuardedConnections connections = new GuardedConnections(new Egress(settings.allowLoopback()),
                new AtomicLong(bounds.transfer()));
        URI at = first;
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            HttpConnection connection = connections.create(at.toURL());
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(Math.toIntExact(bounds.time().toMillis()));
            connection.setReadTimeout(Math.toIntExact(bounds.time().toMillis()));
            int status = connection.getResponseCode();
            if (status == 200) {
                return kept(connection, file);
            } else if (status < 300 || status > 308 || connection.getHeaderField("Location") == null) {
                throw new Egress.NotAllowed("its server answers %d".formatted(status));
            }
            at = next(at, connection.getHeaderField("Location"));
        }
        throw new Egress.NotAllowed("its server sends elsewhere more than %d times".formatted(MOST_HOPS));
    }

    private static URI next(URI at, String location) throws IOException {
        try {
            URI next = at.resolve(new URI(location));
            String scheme = String.valueOf(next.getScheme());
            if (next.getHost() != null && (scheme.equals("https") || scheme.equals("http")
                    && at.getScheme().equalsIgnoreCase("http"))) {
                return next;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new Egress.NotAllowed("its server sends elsewhere, where this server does not go");
    }

    private static String kept(HttpConnection connection, Path file) throws IOException {
        try (InputStream in = connection.getInputStream();
                DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256())) {
            in.transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }

    private Fetched take(ZipFile zip, Set<String> links, String version) throws IOException {
        List<? extends ZipEntry> entries = zip.stream().toList();
        String root = root(entries);
        AtomicLong left = new AtomicLong(bounds.transfer());
        for (ZipEntry entry : entries) {
            String path = entry.getName().substring(root.length());
            if (links.contains(entry.getName())) {
                taking.link(path, "link");
            } else if (!entry.isDirectory() && taking.wants(path)) {
                try {
                    taking.file(path, entry.getSize(), () -> unpacked(zip, entry, left));
                } catch (ZipException e) {
                    taking.leave(path, "cannot be unpacked");
                }
            }
        }
        return taking.done(version, null);
    }

    /** Not more than it takes to see that it is too large; and not without end, whatever the entries say of their sizes. */
    private byte[] unpacked(ZipFile zip, ZipEntry entry, AtomicLong left) throws IOException {
        try (InputStream in = new Counted(zip.getInputStream(entry), left)) {
            return in.readNBytes(bounds.file() + 1);
        }
    }

    /** The folder everything is in: archives of repositories have one, that is named after the version. */
    private static String root(List<? extends ZipEntry> entries) {
        String first = entries.isEmpty() ? "" : entries.getFirst().getName();
        String root = first.substring(0, first.indexOf('/') + 1);
        boolean ours = root.equals("faults/") || root.equals("experiments/");
        return !ours && entries.stream().allMatch(each -> each.getName().startsWith(root)) ? root : "";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
