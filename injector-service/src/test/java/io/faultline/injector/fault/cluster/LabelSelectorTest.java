package io.faultline.injector.fault.cluster;

import java.util.Map;

import io.faultline.injector.fault.FaultRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LabelSelectorTest {
    private static final Map<String, String> CART = Map.of("app", "cart", "tier", "web", "replicas", "12",
            "example.com/zone", "");

    @ParameterizedTest
    @ValueSource(strings = {"app=cart", "app==cart", "app = cart , tier in (api, web)", "app!=till", "absent!=x",
            "tier notin (db)", "absent notin (db)", "app", "!absent", "! absent", "replicas>9", "replicas < 100", "",
            "example.com/zone", "example.com/zone=", "tier in (web),app in (cart,till),!x"})
    void holdsForWhatKubectlWouldSelect(String text) throws Exception {
        assertThat(LabelSelector.of(text).matches(CART)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=till", "app=cart,tier=db", "app!=cart", "tier in (db, api)", "tier notin (web)",
            "absent", "!app", "replicas>12", "replicas<12", "app>1", "absent=", "absent in (x)"})
    void doesNotHoldForWhatKubectlWouldNotSelect(String text) throws Exception {
        assertThat(LabelSelector.of(text).matches(CART)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=cart=till", "tier in web", "tier in (web", "=cart", "app cart", "(app)", "!app=cart"})
    void refusesWhatIsNoSelectorAndSaysWhere(String text) {
        assertThatThrownBy(() -> LabelSelector.of("a=b," + text)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("is no label selector");
    }

    @Test
    void annotationsMayHaveAnyValue() {
        AnnotationSelector selector = AnnotationSelector.of("chaos=a=b, owner");
        assertThat(selector.matches(Map.of("chaos", "a=b", "owner", "x"))).isTrue();
        assertThat(selector.matches(Map.of("chaos", "a"))).isFalse();
    }
}
