package io.faultline.experiment.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;

import io.faultline.experiment.repository.DeployKey;
import io.faultline.experiment.repository.Secret;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Keys of SSH, as OpenSSH writes them. What is wrong with one is said without it. */
final class SshKeys {
    private static final String COMMENT = "faultline";

    private SshKeys() {}

    /** The private key a repository is entered with. */
    static KeyPair read(@Nullable Secret secret) throws Egress.NotAllowed {
        if (secret == null) {
            throw new Egress.NotAllowed("it is entered by SSH, and no private key was sent");
        }
        byte[] text = (secret.value() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Iterable<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("secret"),
                    new ByteArrayInputStream(text), null);
            if (keys != null && keys.iterator().hasNext()) {
                return keys.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // said below, without what was read
        }
        throw new Egress.NotAllowed(
                "its secret is no private key (OpenSSH's or PEM), or one locked by a passphrase: send one that is not");
    }

    /** @param line type and key */
    static PublicKey open(String line) throws Egress.NotAllowed {
        try {
            PublicKey key = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).resolvePublicKey(null,
                    PublicKeyEntryResolver.FAILING);
            if (key != null) {
                return key;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // said below
        }
        throw new Egress.NotAllowed("its hostKey is no public key this server reads; ssh-keyscan prints it");
    }

    static String written(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    static DeployKey make(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(SecurityUtils.ED25519);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            ByteArrayOutputStream secret = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, COMMENT, null, secret);
            return new DeployKey(written(pair.getPublic()) + " " + COMMENT,
                    new Secret(secret.toString(StandardCharsets.UTF_8)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
