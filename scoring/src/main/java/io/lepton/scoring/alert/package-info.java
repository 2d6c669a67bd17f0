/**
 * What somebody has to be told of: rules, alerts, and what they follow from; start from {@code
 * AlertRule}. Non-null unless Optional.
 */
package io.lepton.scoring.alert;
