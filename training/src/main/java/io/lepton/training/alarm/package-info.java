/**
 * How good alarms are, as those see it who have to answer them; start from {@code AnomalyFigures}
 * and {@code HorizonFigures}. Pure numbers. Non-null unless Optional.
 */
package io.lepton.training.alarm;
