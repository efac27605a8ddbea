package io.faultline.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What clients of Litmus are given for the API's key, because they want to log in and to read a JWT. A token opens what
 * the key opens, for a day at most, and not a moment longer than the key is the house's: it is signed with a key derived
 * from it, and checked without asking anybody. None is ever given for another token.
 */
public final class SessionTokens {
    public static final Duration VALID = Duration.ofDays(1);
    private static final int LONGEST = 1_000;
    /** The only header that is taken: nobody chooses how he is checked. */
    private static final String HEADER = encoded(
            "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final HouseSeal seal;

    public SessionTokens(ApiSettings settings) {
        this.seal = new HouseSeal(settings.required(), "faultline/session/v1");
    }

    private record Claims(String uid, String username, String role, long iat, long exp) {}

    public String issue(String username, Instant now) {
        String said = HEADER + "." + encoded(Wire.mapper().writeValueAsBytes(new Claims(username, username, "admin",
                now.getEpochSecond(), now.plus(VALID).getEpochSecond())));
        return said + "." + seal.of(said.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether it is one of ours, and still good. */
    boolean isGood(String token, Instant now) {
        int dot = token.lastIndexOf('.');
        if (token.length() > LONGEST || !token.startsWith(HEADER + ".") || dot <= HEADER.length()) {
            return false;
        }
        String said = token.substring(0, dot);
        return seal.fits(token.substring(dot + 1), said.getBytes(StandardCharsets.UTF_8))
                && claims(said.substring(HEADER.length() + 1))
                        .filter(claims -> now.getEpochSecond() < claims.exp()).isPresent();
    }

    private static Optional<Claims> claims(String payload) {
        try {
            @Nullable
            Claims claims = Wire.mapper().readValue(Base64.getUrlDecoder().decode(payload), Claims.class);
            return Optional.ofNullable(claims);
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
