/**
 * When scores become alarms; start from {@code AlarmRule}. Plain numbers and times, known to those
 * who fit a rule, those who score with it and those who measure it. Non-null unless Optional.
 */
package io.lepton.features.alarm;
