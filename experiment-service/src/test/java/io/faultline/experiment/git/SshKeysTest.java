package io.faultline.experiment.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;

import io.faultline.experiment.repository.DeployKey;
import io.faultline.experiment.repository.Secret;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SshKeysTest {
    @BeforeAll
    static void install() {
        Ed25519.install();
    }

    @Test
    void makesAPairThatReadsBackAsItWasAndSigns() throws Exception {
        DeployKey made = SshKeys.make(new SecureRandom());
        assertThat(made.publicKey()).matches("ssh-ed25519 [A-Za-z0-9+/]{68} faultline");
        assertThat(made.privateKey().value()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
                .endsWith("-----END OPENSSH PRIVATE KEY-----\n");
        assertThat(made.toString()).doesNotContain("BEGIN");
        KeyPair read = SshKeys.read(made.privateKey());
        assertThat(SshKeys.written(read.getPublic()) + " faultline").isEqualTo(made.publicKey());
        assertThat(KeyUtils.compareKeys(read.getPublic(), SshKeys.open(made.publicKey()))).isTrue();
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(read.getPrivate());
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(SshKeys.open(made.publicKey()));
        signature.update(text);
        assertThat(signature.verify(signed)).isTrue();
        assertThat(SshKeys.make(new SecureRandom()).publicKey()).isNotEqualTo(made.publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysOfEachKindAsOpenSshWritesThem(String algorithm) throws Exception {
        KeyPair pair = SshGitServer.newHostKey(algorithm);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "somebody", null, text);
        KeyPair read = SshKeys.read(new Secret(text.toString(StandardCharsets.UTF_8).strip()));
        assertThat(read.getPublic()).isEqualTo(pair.getPublic());
        assertThat(KeyUtils.compareKeys(pair.getPublic(), SshKeys.open(SshKeys.written(pair.getPublic())))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void readsKeysInPem(String algorithm) throws Exception {
        KeyPair pair = SshGitServer.newHostKey(algorithm);
        String pem = "-----BEGIN PRIVATE KEY-----\r\n%s\r\n-----END PRIVATE KEY-----"
                .formatted(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));
        assertThat(SshKeys.read(new Secret(pem)).getPublic()).isEqualTo(pair.getPublic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary",
            "-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----"})
    void saysWhatIsWrongWithAKeyWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SshKeys.read(new Secret(text))).isInstanceOf(Egress.NotAllowed.class)
                .hasMessageContaining("no private key").hasMessageNotContaining("canary").hasNoCause();
        assertThatThrownBy(() -> SshKeys.read(null)).hasMessageContaining("no private key was sent");
    }
}
