package org.tunnelbench.contract.api;

import java.util.List;
import java.util.Map;

/**
 * Something slow, in words and in figures.
 *
 * @param sentence what is slow on which kernel, which option is to blame and what to set instead
 * @param kernel the kernel that is slow
 * @param factor the factor whose level is to blame; empty where no single one is
 * @param slowLevel that factor's level where it is slow
 * @param healthyLevel the level that is not slow on the same kernel
 * @param cells the slow cells
 */
public record Finding(
    String sentence,
    String kernel,
    String factor,
    String slowLevel,
    String healthyLevel,
    List<Map<String, String>> cells) {}
