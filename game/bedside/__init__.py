"""What can be seen of the body: monitor, laboratory, alarms, chart; every reading with its error."""
