import "../exercises/none"; // None stands where your own code belongs

// ### START CODE HERE ### (~ 7 lines of code)
// The in-application stream for the result: five columns, each with its type.
export const DESTINATION_STREAM: string = None;
// ### END CODE HERE ###

// ### START CODE HERE ### (~ 4 lines of code)
// The pump: it goes on putting rows of the source into that stream.
  export const STREAM_PUMP: string = None;
// ### END CODE HERE ###
