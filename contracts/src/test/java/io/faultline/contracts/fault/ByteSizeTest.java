package io.faultline.contracts.fault;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"64MB, 67108864", "64mb, 67108864", "64MiB, 67108864", "1KB, 1024", "10B, 10", "10, 10",
            "2 GB, 2147483648"})
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1MB", "1.5MB", "64 TB", "999999999999GB"})
    void refusesWhatIsNoSize(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text))
                .withMessageStartingWith("'" + text + "' is ");
    }

    @Property
    void whatIsWrittenReadsTheSame(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long bytes) {
        assertThat(ByteSize.parse(new ByteSize(bytes).toString())).isEqualTo(new ByteSize(bytes));
    }
}
