package io.faultline.experiment.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** A real SSH server in front of what a git server serves, read and pushed to as git does. */
public final class SshGitServer implements AutoCloseable {
    private final SshServer ssh;
    private final List<String> keysOffered = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile String letIn = "nobody";
    private volatile boolean noisy;

    public SshGitServer(GitServer git) {
        Ed25519.install();
        ssh = SshServer.setUpDefaultServer();
        ssh.setHost("127.0.0.1");
        showing(newHostKey("EC"));
        ssh.setPublickeyAuthenticator((user, key, session) -> {
            keysOffered.add(user + " " + SshKeys.written(key));
            return letIn.equals(user + " " + SshKeys.written(key));
        });
        ssh.setCommandFactory((channel, command) -> {
            commands.add(command);
            return new Served(git, command, noisy);
        });
        try {
            ssh.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "ssh://git@127.0.0.1:%d/repository.git".formatted(ssh.getPort());
    }

    /** Lets nobody in but this user with this key. */
    public SshGitServer requiring(String user, String publicKey) {
        letIn = user + " " + publicKey.replaceFirst(" faultline$", "");
        return this;
    }

    public static KeyPair newHostKey(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            switch (algorithm) {
                case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "RSA" -> generator.initialize(2048);
                default -> generator.initialize(NamedParameterSpec.ED25519);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is known by these from now on. */
    public void showing(KeyPair... keys) {
        ssh.setKeyPairProvider(KeyPairProvider.wrap(Arrays.asList(keys)));
    }

    /** Says more on the side than anybody wants to hear. */
    public void shouting() {
        noisy = true;
    }

    /** User and key of whoever wanted to enter. */
    public List<String> keysOffered() {
        return List.copyOf(keysOffered);
    }

    public List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() {
        try {
            ssh.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Served extends AbstractCommandSupport {
        private final GitServer git;
        private final boolean noisy;

        Served(GitServer git, String command, boolean noisy) {
            super(command, null);
            this.git = git;
            this.noisy = noisy;
        }

        @Override
        public void run() {
            try {
                if (noisy) {
                    for (int i = 0; i < 1_000; i++) {
                        getErrorStream().write(new byte[1_000]);
                        getErrorStream().flush();
                    }
                }
                if (getCommand().startsWith("git-upload-pack ")) {
                    new UploadPack(git.repository()).upload(getInputStream(), getOutputStream(), getErrorStream());
                } else {
                    new ReceivePack(git.repository()).receive(getInputStream(), getOutputStream(), getErrorStream());
                }
                onExit(0);
            } catch (IOException e) {
                onExit(1);
            }
        }
    }
}
