package io.faultline.formats.yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Writes a tree as YAML the way a person would: quotes only where it would be read as something else without. */
public final class YamlText {
    private static final YAMLMapper YAML = YAMLMapper
            .builder(YAMLFactory.builder().stringQuotingChecker(new QuoteWhatIsNoText()).build())
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES).enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS).build();

    private YamlText() {}

    public static String of(JsonNode tree) {
        return YAML.writeValueAsString(tree);
    }

    /** What would be read as a number or the like stands in quotes. */
    private static final class QuoteWhatIsNoText extends StringQuotingChecker.Default {
        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || !Scalars.isText(value);
        }
    }
}
