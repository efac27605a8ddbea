package io.faultline.agent;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import io.faultline.http.AgentCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the agent known to its house: registers with the token, then renews its credential with every heartbeat. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Server server;
    private final AgentSettings settings;
    private volatile @Nullable String credential;
    /** What was last told of, so that it is told once, and the next trouble as well. */
    private String trouble = "";

    Session(Server server, AgentSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    private record Admission(String credential) {}

    /** One heartbeat; whatever goes wrong with it is tried again with the next. */
    void beat() throws InterruptedException {
        try {
            String current = credential;
            Admission next = current == null
                    ? register()
                    : server.post(AgentCredentials.HEARTBEAT, current, null, Admission.class);
            credential = Objects.requireNonNull(next).credential();
            if (!trouble.isEmpty() || current == null) {
                LOG.info("The server knows {}", settings);
            }
            trouble = "";
        } catch (Server.ShutOut e) {
            credential = null;
            trouble(e);
        } catch (IOException e) {
            trouble(e);
        }
    }

    private @Nullable Admission register() throws IOException, InterruptedException {
        return server.post(AgentCredentials.REGISTRATION, settings.token(),
                Map.of("instance", settings.instance(), "version", version()), Admission.class);
    }

    private static String version() {
        return Objects.requireNonNullElse(Session.class.getPackage().getImplementationVersion(), "development");
    }

    private void trouble(IOException e) {
        if (!trouble.equals(e.toString())) {
            LOG.warn("The server cannot be told that this agent lives, trying again: {}", e.toString());
        }
        trouble = e.toString();
    }

    /** What it shows now; null before it is known. */
    @Nullable
    String credential() {
        return credential;
    }

    void farewell() {
        String current = credential;
        try {
            if (current != null) {
                server.post(AgentCredentials.FAREWELL, current, null, Void.class);
            }
        } catch (IOException e) {
            LOG.debug("The server was not told that this agent goes: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
