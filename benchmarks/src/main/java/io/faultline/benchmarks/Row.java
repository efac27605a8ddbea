package io.faultline.benchmarks;

/**
 * One line of the table.
 *
 * @param ours what Faultline took
 * @param floor what was measured beside it in the same run
 * @param ratio ours to the floor, as a person reads it
 */
record Row(String benchmark, String measured, String ours, String floor, String ratio, String goal) {
    String markdown() {
        return "| %s | %s | %s | %s | %s | %s |".formatted(benchmark, measured, ours, floor, ratio, goal);
    }
}
