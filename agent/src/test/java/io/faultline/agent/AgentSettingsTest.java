package io.faultline.agent;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgentSettingsTest {
    private static final Map<String, String> MANIFEST = Map.of("FAULTLINE_SERVER", "http://127.0.0.1:8080",
            "FAULTLINE_TOKEN", "a-token-that-stays-secret", "FAULTLINE_INSTANCE", "faultline-agent-1",
            "FAULTLINE_INFRASTRUCTURE", "01a22324-2cb8-7e6a-91d5-2b730fb83b03");

    /** Else one that starts again within its lease would be taken for the former one, whose faults nobody would mend. */
    @Test
    void whoStartsAgainInTheSamePodIsAnotherAgent() {
        AgentSettings pod = AgentSettings.of(MANIFEST);

        assertThat(pod.born("0a").instance()).startsWith("faultline-agent-1")
                .isNotEqualTo(pod.born("0b").instance());
        assertThat(pod.born("0a").infrastructure()).isEqualTo(pod.infrastructure());
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(AgentSettings.of(MANIFEST)).asString().doesNotContain("a-token-that-stays-secret");
    }

    @Test
    void whatIsNotSetIsNamed() {
        assertThatThrownBy(() -> AgentSettings.of(Map.of())).hasMessageContaining("FAULTLINE_SERVER is not set");
    }

    /** Registries that need a secret, and tags that move, are had by agents as by injectors. */
    @Test
    void howHelpersAreStartedIsReadFromItsEnvironment() {
        Map<String, String> more = new HashMap<>(MANIFEST);
        more.put("FAULTLINE_HELPER_PULL_POLICY", "Always");
        more.put("FAULTLINE_HELPER_PULL_SECRETS", "ours");

        assertThat(AgentSettings.of(MANIFEST).helpers().pullPolicy()).isEqualTo("IfNotPresent");
        assertThat(AgentSettings.of(more).helpers().pullPolicy()).isEqualTo("Always");
        assertThat(AgentSettings.of(more).born("0a").helpers().pullSecrets()).containsExactly("ours");
    }
}
