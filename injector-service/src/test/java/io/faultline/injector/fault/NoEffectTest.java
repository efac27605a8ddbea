package io.faultline.injector.fault;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class NoEffectTest {
    private final NoEffect driver = new NoEffect();

    @Test
    void hasNothingToUndo() {
        assertThat(driver.plan("mark").isHarmless()).isTrue();
        assertThat(driver.plan("mark").matched()).isEqualTo(1);
        assertThatCode(() -> driver.inject(new Undo.Nothing(), Duration.ZERO)).doesNotThrowAnyException();
    }
}
