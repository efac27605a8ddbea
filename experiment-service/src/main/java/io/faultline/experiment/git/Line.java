package io.faultline.experiment.git;

import java.io.File;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Secret;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/** What one conversation goes over: whichever way, the addresses are looked at and all bytes are counted together. */
final class Line {
    private static final String ANY_USER = "git";
    private final Remote remote;
    private final @Nullable Secret secret;
    private final int seconds;
    private final GuardedConnections connections;
    private final GuardedSessions sessions;

    Line(GitSettings settings, Bounds bounds, Remote remote, @Nullable Secret secret, File nowhere)
            throws Egress.NotAllowed {
        String url = remote.url().toLowerCase(Locale.ROOT);
        boolean ssh = remote.entry() == Entry.SSH && url.matches("ssh://.*|[^/:@]+@[^/:@]+:.*");
        if (!settings.files() && !ssh && !url.matches("https?://.*")) {
            throw new Egress.NotAllowed("it is not reached by http, https or SSH");
        }
        this.remote = remote;
        this.secret = secret;
        this.seconds = Math.toIntExact(bounds.time().toSeconds());
        Egress egress = new Egress(settings.allowLoopback());
        AtomicLong left = new AtomicLong(bounds.transfer());
        this.connections = new GuardedConnections(egress, left);
        this.sessions = new GuardedSessions(egress, left, remote, secret, nowhere);
    }

    <C extends TransportCommand<C, ?>> C guarded(C command) {
        if (secret != null && remote.entry() != Entry.SSH) {
            command.setCredentialsProvider(new UsernamePasswordCredentialsProvider(
                    Objects.requireNonNullElse(remote.user(), ANY_USER), secret.value()));
        }
        return command.setTimeout(seconds).setTransportConfigCallback(transport -> {
            if (transport instanceof TransportHttp http) {
                http.setHttpConnectionFactory(connections);
            } else if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(sessions);
            }
        });
    }

    /** By which its server is known from now on; null if it was not reached by SSH. */
    @Nullable
    String hostKey() {
        return sessions.hostKey();
    }
}
