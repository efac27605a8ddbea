package io.faultline.experiment.git;

import java.util.Random;

import io.faultline.experiment.repository.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedSafeTest {
    private final KeyedSafe safe = new KeyedSafe("the key of a house, long enough", new Random(1));

    @Test
    void givesBackWhatWasSealedToNobodyElse() {
        String sealed = safe.seal(new Secret("canary"));
        assertThat(sealed).doesNotContain("canary").isNotEqualTo(safe.seal(new Secret("canary")));
        assertThat(safe.open(sealed)).contains(new Secret("canary"));
        assertThat(new KeyedSafe("another house's key, as long", new Random(1)).open(sealed)).isEmpty();
        assertThat(safe.open(sealed.substring(0, 20) + "AAAA" + sealed.substring(24))).isEmpty();
        assertThat(safe.open("")).isEmpty();
        assertThat(safe.open("no base 64!")).isEmpty();
    }
}
