package io.faultline.contracts.fault;

import java.math.BigDecimal;

import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** A share of packets in percent, of which it may be less than one: written as people write it, 50 and 0.5. */
record Percent(BigDecimal value) {
    private static final int DECIMALS = 3;
    private static final int SANE = 20;
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    Percent {
        BigDecimal plain = value.stripTrailingZeros();
        value = plain.scale() < 0 && plain.scale() > -SANE ? plain.setScale(0) : plain;
    }

    static BigDecimal of(@Nullable BigDecimal given, int otherwise) {
        return given == null ? BigDecimal.valueOf(otherwise) : new Percent(given).value();
    }

    static void check(Complaints complaints, BigDecimal percent, BigDecimal lowest, String field) {
        complaints.at(field).unless(percent.compareTo(lowest) >= 0 && percent.compareTo(ALL) <= 0,
                "must be between %s and 100, but is %s".formatted(lowest, percent));
        complaints.at(field).unless(percent.scale() <= DECIMALS, "has more than three decimals: %s".formatted(percent));
    }

    /** Of a share that has to be there. */
    static void check(Complaints complaints, BigDecimal percent) {
        check(complaints, percent, BigDecimal.valueOf(1, DECIMALS), "percent");
    }
}
