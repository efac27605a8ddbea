package io.faultline.experiment.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Secret;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of SSH of one conversation: each to the very address that was looked at, by the key that was given and no
 * other, and all bytes of them counted together.
 */
final class GuardedSessions extends SshSessionFactory {
    private static final String ANY_USER = "git";
    private final Egress egress;
    private final AtomicLong left;
    private final Remote remote;
    private final @Nullable Secret secret;
    private final HostKeys hostKeys;
    private final File nowhere;

    /** @param nowhere a folder that holds nothing of anybody */
    GuardedSessions(Egress egress, AtomicLong left, Remote remote, @Nullable Secret secret, File nowhere)
            throws Egress.NotAllowed {
        this.egress = egress;
        this.left = left;
        this.remote = remote;
        this.secret = secret;
        this.hostKeys = new HostKeys(remote.hostKey());
        this.nowhere = nowhere;
    }

    /** The key its server has shown, or has to show. */
    @Nullable
    String hostKey() {
        return hostKeys.shown();
    }

    @Override
    public RemoteSession2 getSession(URIish uri, @Nullable CredentialsProvider credentials, FS fs, int millis)
            throws TransportException {
        try {
            String address = egress.check(uri.getHost()).getHostAddress();
            String user = uri.getUser() == null
                    ? Objects.requireNonNullElse(remote.user(), ANY_USER)
                    : uri.getUser();
            Bare sessions = new Bare(hostKeys, SshKeys.read(secret), nowhere);
            return new Session(sessions.getSession(uri.setHost(address).setUser(user), null, fs, millis), left);
        } catch (IOException e) {
            String refusal = hostKeys.refusal();
            throw new TransportException(uri, e.getMessage(), refusal == null ? e : new Egress.NotAllowed(refusal));
        }
    }

    @Override
    public String getType() {
        return "guarded";
    }

    /** Without anything the user of this process has or says: no home, no configuration, no agent, no keys, no proxies. */
    private static final class Bare extends SshdSessionFactory {
        private final HostKeys hostKeys;
        private final KeyPair key;

        Bare(HostKeys hostKeys, KeyPair key, File nowhere) {
            super(null, null);
            this.hostKeys = hostKeys;
            this.key = key;
            setHomeDirectory(nowhere);
            setSshDirectory(nowhere);
        }

        @Override
        protected @Nullable File getSshConfig(File sshDirectory) {
            return null;
        }

        @Override
        protected @Nullable SshConfigStore createSshConfigStore(File home, @Nullable File config, String user) {
            return null;
        }

        @Override
        protected ServerKeyDatabase getServerKeyDatabase(File home, File sshDirectory) {
            return hostKeys;
        }

        @Override
        protected @Nullable ConnectorFactory getConnectorFactory() {
            return null;
        }

        @Override
        protected Iterable<KeyPair> getDefaultKeys(File sshDirectory) {
            return List.of(key);
        }

        @Override
        protected String getDefaultPreferredAuthentications() {
            return "publickey";
        }
    }

    private record Session(SshdSession inner, AtomicLong left) implements RemoteSession2 {
        @Override
        public Process exec(String command, int seconds) throws IOException {
            return new Remotely(inner.exec(command, seconds), left);
        }

        @Override
        public Process exec(String command, Map<String, String> environment, int seconds) throws IOException {
            return new Remotely(inner.exec(command, environment, seconds), left);
        }

        @Override
        public void disconnect() {
            inner.disconnect();
        }
    }

    /** A command there, not a process here. */
    private static final class Remotely extends Process {
        private final Process inner;
        private final InputStream out;
        private final InputStream err;

        Remotely(Process inner, AtomicLong left) {
            this.inner = inner;
            this.out = new Counted(inner.getInputStream(), left);
            this.err = new Counted(inner.getErrorStream(), left);
        }

        @Override
        public OutputStream getOutputStream() {
            return inner.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return out;
        }

        @Override
        public InputStream getErrorStream() {
            return err;
        }

        @Override
        public int waitFor() throws InterruptedException {
            return inner.waitFor();
        }

        @Override
        public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
            return inner.waitFor(timeout, unit);
        }

        @Override
        public int exitValue() {
            return inner.exitValue();
        }

        @Override
        public void destroy() {
            inner.destroy();
        }
    }
}
