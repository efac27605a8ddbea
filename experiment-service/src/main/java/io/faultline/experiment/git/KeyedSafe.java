package io.faultline.experiment.git;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.faultline.experiment.repository.Safe;
import io.faultline.experiment.repository.Secret;

/** Seals with AES-GCM, by a key derived from the house's: whoever has a copy of the database alone has no secret. */
final class KeyedSafe implements Safe {
    private static final String PURPOSE = "faultline/repositories/v1";
    private static final int NONCE = 12;
    private final SecretKeySpec key;
    private final RandomGenerator random;

    KeyedSafe(String houseKey, RandomGenerator random) {
        this.key = new SecretKeySpec(derived(houseKey), "AES");
        this.random = random;
    }

    private static byte[] derived(String houseKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(houseKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String seal(Secret secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce)
                    .doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[NONCE + closed.length];
            System.arraycopy(nonce, 0, sealed, 0, NONCE);
            System.arraycopy(closed, 0, sealed, NONCE, closed.length);
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Secret> open(String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            byte[] text = cipher(Cipher.DECRYPT_MODE, bytes).doFinal(bytes, NONCE, bytes.length - NONCE);
            return Optional.of(new Secret(new String(text, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param nonce or what begins with it */
    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce, 0, NONCE));
        return cipher;
    }
}
