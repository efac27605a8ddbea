package io.faultline.experiment.git;

import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;

import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/** By which key a server is known: the first it is seen with, if none was named, and no other from then on. */
final class HostKeys implements ServerKeyDatabase {
    private volatile @Nullable PublicKey known;
    private volatile @Nullable PublicKey strange;

    HostKeys(@Nullable String known) throws Egress.NotAllowed {
        this.known = known == null ? null : SshKeys.open(known);
    }

    /** What is known makes the server asked for a key of that type. */
    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
        PublicKey key = known;
        return key == null ? List.of() : List.of(key);
    }

    @Override
    public boolean accept(String connectAddress, InetSocketAddress remoteAddress, PublicKey serverKey,
            Configuration config, @Nullable CredentialsProvider provider) {
        PublicKey shown = serverKey instanceof OpenSshCertificate certificate
                ? certificate.getCertPubKey()
                : serverKey;
        if (known == null) {
            known = shown;
        } else if (!KeyUtils.compareKeys(known, shown)) {
            strange = shown;
            return false;
        }
        return true;
    }

    @Nullable
    String shown() {
        PublicKey key = known;
        return key == null ? null : SshKeys.written(key);
    }

    /** Why a server was refused; nothing if it was not. */
    @Nullable
    String refusal() {
        return strange == null
                ? null
                : """
                  its server shows another host key (%s) than the one it is known by (%s): somebody may be in between. If whoever \
                  runs the server says that it was changed, send the new one as hostKey, or remove this and add it again"""
                        .formatted(print(strange), print(known));
    }

    private static String print(@Nullable PublicKey key) {
        return "%s %s".formatted(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(key));
    }
}
