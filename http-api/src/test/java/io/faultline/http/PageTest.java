package io.faultline.http;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageTest {
    @Test
    void namesTheNextPageOnlyWhenThereIsOne() {
        List<Integer> three = List.of(1, 2, 3);

        assertThat(Page.of(three, 3, Object::toString)).isEqualTo(new Page<>(three, null));
        assertThat(Page.of(three, 2, Object::toString)).isEqualTo(new Page<>(List.of(1, 2), "2"));
        assertThat(Page.of(List.<Integer>of(), 2, Object::toString)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void asksForOneMoreThanThePageAndNeverForTooMany() {
        assertThat(Page.probe(10)).isEqualTo(11);
        assertThat(Page.probe(0)).isEqualTo(Page.DEFAULT_LIMIT + 1);
        assertThat(Page.probe(1_000_000)).isEqualTo(Page.MAX_LIMIT + 1);
        List<Integer> many = IntStream.range(0, Page.MAX_LIMIT + 1).boxed().toList();
        assertThat(Page.of(many, 1_000_000, Object::toString).items()).hasSize(Page.MAX_LIMIT);
    }
}
