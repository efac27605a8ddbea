package io.faultline.probe.value;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.HttpCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValuesTest {
    private static final String CANARY = "canary+4711/=";
    private static final Map<String, String> VARIABLES = Map.of("FAULTLINE_CONFIG_HOST", "shop.local",
            "FAULTLINE_SECRET_TOKEN", CANARY, "HOME", "/root");

    private final Values values = new Values(
            Map.of("path", ConfigurationValue.literal("/check$out"), "host",
                    new ConfigurationValue(null, "FAULTLINE_CONFIG_HOST", null), "port",
                    new ConfigurationValue(null, "FAULTLINE_CONFIG_PORT", "8080"), "unset",
                    new ConfigurationValue(null, "FAULTLINE_CONFIG_UNSET", null), "home",
                    new ConfigurationValue(null, "HOME", null)),
            Map.of("token", new SecretReference("FAULTLINE_SECRET_TOKEN"), "gone",
                    new SecretReference("FAULTLINE_SECRET_GONE"), "thief", new SecretReference("HOME")),
            VARIABLES::get);

    @Test
    void putsLiteralsVariablesAndDefaultsInTheirPlaces() {
        assertThat(values.text("http://${host}:${port}${path}")).isEqualTo("http://shop.local:8080/check$out");
    }

    @Test
    void readsSecretsAtTheMomentOfUse() {
        HttpCall filled = values.filled(new HttpCall("http://x/?t=${token}", "POST",
                Map.of("Authorization", "Bearer ${token}"), "{${token}}", false));

        assertThat(filled.url()).isEqualTo("http://x/?t=" + CANARY);
        assertThat(filled.headers()).containsEntry("Authorization", "Bearer " + CANARY);
        assertThat(filled.body()).isEqualTo("{" + CANARY + "}");
    }

    @Test
    void fillsArgumentsAndVariablesOfACommandButNeverTheProgram() {
        CommandCall filled = values.filled(new CommandCall(List.of("${host}", "-t", "${token}"),
                Map.of("TOKEN", "${token}")));

        assertThat(filled.argv()).containsExactly("${host}", "-t", CANARY);
        assertThat(filled.env()).containsEntry("TOKEN", CANARY);
    }

    @Test
    void namesWhatNothingStandsFor() {
        assertThatThrownBy(() -> values.text("${nobody}")).isInstanceOf(UnknownName.class)
                .hasMessage("${nobody}: there is no configuration or secret of this name");
        assertThatThrownBy(() -> values.text("${gone}")).isInstanceOf(UnknownName.class)
                .hasMessageContaining("FAULTLINE_SECRET_GONE");
        assertThatThrownBy(() -> values.text("${unset}")).isInstanceOf(UnknownName.class)
                .hasMessageContaining("FAULTLINE_CONFIG_UNSET");
    }

    @Test
    void readsNoVariableWithoutTheRightPrefix() {
        assertThatThrownBy(() -> values.text("${thief}")).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> values.text("${home}")).isInstanceOf(UnknownName.class);
    }

    @Test
    void hidesSecretsAlsoWhereTheyWereEncodedForAnAddress() {
        assertThat(values.redacted("a " + CANARY + " b canary%2B4711%2F%3D c")).isEqualTo("a *** b *** c");
    }
}
