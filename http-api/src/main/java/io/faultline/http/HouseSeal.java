package io.faultline.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what one service gives away and another has to know again: with a key derived from the house's, one for each
 * purpose, so that nobody has to be asked and a seal for one purpose is worth nothing for another.
 */
final class HouseSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    HouseSeal(String houseKey, String purpose) {
        this.key = new SecretKeySpec(mac(new SecretKeySpec(houseKey.getBytes(StandardCharsets.UTF_8), ALGORITHM),
                purpose.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    String of(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, content));
    }

    boolean fits(String seal, byte[] content) {
        return MessageDigest.isEqual(of(content).getBytes(StandardCharsets.US_ASCII),
                seal.getBytes(StandardCharsets.UTF_8));
    }

    /** Content and seal in one word. */
    String word(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content) + "." + of(content);
    }

    /** What a word says, if it is one of ours. */
    Optional<byte[]> open(String word) {
        int dot = word.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(word.substring(0, dot));
            return fits(word.substring(dot + 1), content) ? Optional.of(content) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
